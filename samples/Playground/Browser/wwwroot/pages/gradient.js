import { call, latest } from '../engine.js';
import { html } from '../ui/dom.js';
import { chart } from '../ui/chart.js';
import { slider } from '../ui/controls.js';
import { declaration } from '../ui/code.js';
import { short, signed } from '../ui/format.js';

const cells = [['RNN', 'FlowRnn'], ['GRU', 'FlowGru'], ['LSTM', 'FlowLstm'], ['JANET', 'FlowJanet'], ['Keeper', 'FlowKeeper']];

export function mount(root) {
  const find = id => root.querySelector(`#${id}`);
  const summary = find('summary'), problem = find('problem');
  const shares = new Map();
  let left = false;
  const boxes = cells.map(([name], at) => {
    const box = html('input', { type: 'checkbox', value: name, checked: at !== 3, onchange: () => { draw(); compute(); } });
    find('cells').append(html('label', { class: 'check' }, box, name === 'Keeper' ? 'Keeper (one of its own)' : name));
    return box;
  });
  const figure = chart(find('figure'), {
    title: 'Gradient at each step', note: 'as a share of the gradient at the last step', xName: 'step', yName: 'share (log)', log: true, height: 330,
    describe: series => series.map(one => `${one.name}: ${short(one.values[0])} at the first step`).join('; '),
  });

  const compute = latest(async () => {
    const [by, open, steps, seed] = [scale.value, bias.value, length.value, draws.value];
    for (const box of boxes.filter(one => one.checked)) {
      const wanted = `${by} ${open} ${steps} ${seed}`;
      if (shares.get(box.value)?.of === wanted)
        continue;
      const answer = await call('Gradient', box.value, by, open, steps, seed);
      if (left)
        return;
      shares.set(box.value, { of: wanted, values: answer.shares });
      draw();
      // A slider that moved meanwhile makes the rest of this round useless.
      if (by !== scale.value || open !== bias.value || steps !== length.value || seed !== draws.value)
        return;
    }
    problem.textContent = '';
    say();
  }, error => { problem.textContent = error.message; });

  const scale = slider(find('scale'), value => value.toFixed(2), compute);
  const bias = slider(find('bias'), value => signed(value), compute);
  const length = slider(find('length'), value => `${value} steps`, compute);
  const draws = slider(find('seed'), value => String(value), compute);

  function draw() {
    const shown = cells.map(([name], at) => ({ name, colour: at + 1, values: shares.get(name)?.values ?? [] }))
      .filter((one, at) => boxes[at].checked && one.values.length > 0);
    figure.set(shown);
  }

  function say() {
    const parts = boxes.filter(box => box.checked && shares.has(box.value)).map(box => `${box.value} ${short(shares.get(box.value).values[0])}`);
    summary.textContent = parts.length > 0 ? `Share that reaches the first step: ${parts.join(', ')}` : 'Choose a cell.';
  }

  declaration(find('declaration'), ['FlowRnn', 'FlowLstm', 'FlowKeeper', 'Keeper'], cells.map(([, model]) => model));
  compute();
  return () => { left = true; };
}
