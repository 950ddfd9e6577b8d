import { call, latest } from '../engine.js';
import { html } from '../ui/dom.js';
import { chart } from '../ui/chart.js';
import { declaration } from '../ui/code.js';
import { lstm } from '../ui/equations.js';
import { signed } from '../ui/format.js';

const gates = [['i', 'input gate i', 0, 1], ['f', 'forget gate f', 0, 1], ['g', 'candidate g', -1, 1], ['o', 'output gate o', 0, 1]];

export function mount(root) {
  const find = id => root.querySelector(`#${id}`);
  const problem = find('problem'), sum = find('sum');
  const path = [];
  let state = { h: 0, c: 0 };
  let busy = false;

  const x = control('x', 'input x', -2, 2, 1, false);
  const rows = gates.map(([key, title, low, high]) => control(key, title, low, high, key === 'g' ? 0 : 0.5, true));

  function control(key, title, low, high, value, forcible) {
    const range = html('input', { type: 'range', id: `gate-${key}`, min: low, max: high, step: 0.01, value, 'aria-label': title });
    const output = html('output', { for: `gate-${key}` });
    const force = forcible ? html('input', { type: 'checkbox', id: `force-${key}`, 'aria-label': `Force ${title}` }) : null;
    find('gates').append(forcible ? html('label', { class: 'check' }, force, title) : html('span', {}, title), range, output);
    const row = { key, range, output, force, show: () => { output.textContent = signed(Number(range.value)); range.setAttribute('aria-valuetext', output.textContent); } };
    range.addEventListener('input', () => {
      // Whoever moves a gate's slider wants it forced.
      if (force)
        force.checked = true;
      row.show();
      preview();
    });
    force?.addEventListener('change', preview);
    row.show();
    return row;
  }

  const forced = () => rows.map(row => row.force.checked ? Number(row.range.value) : NaN);
  const compute = () => call('Gate', Number(x.range.value), state.h, state.c, forced());

  const look = latest(async () => {
    const next = await compute();
    for (const row of rows) {
      if (!row.force.checked) {
        row.range.value = next[row.key];
        row.output.textContent = signed(next[row.key]);
        row.range.setAttribute('aria-valuetext', row.output.textContent);
      }
    }
    sum.replaceChildren(
      `c = f c + i g = ${signed(next.f)} \u00d7 ${signed(state.c)} + ${signed(next.i)} \u00d7 ${signed(next.g)} = ${signed(next.c, 3)}`, html('br'),
      `h = o tanh(c) = ${signed(next.o)} \u00d7 ${signed(Math.tanh(next.c))} = ${signed(next.h, 3)}`);
    problem.textContent = '';
  }, error => { problem.textContent = error.message; });
  function preview() { look(); }

  async function go(steps) {
    if (busy)
      return;
    busy = true;
    try {
      for (let k = 0; k < steps; k++) {
        const next = await compute();
        path.push({ x: Number(x.range.value), ...next });
        state = { h: next.h, c: next.c };
      }
    } catch (error) {
      problem.textContent = error.message;
    }
    busy = false;
    draw();
    preview();
  }

  const of = key => path.map(step => step[key]);
  const cell = chart(find('path'), {
    title: 'The cell', xName: 'step', yName: 'value', height: 220, least: 10,
    describe: () => path.length === 0 ? 'No step yet.' : `After ${path.length} steps c is ${signed(state.c)} and h is ${signed(state.h)}.`,
  });
  const opened = chart(find('opened'), {
    title: 'Gates and input', xName: 'step', yName: 'value', height: 220, least: 10, describe: () => `${path.length} steps.`,
  });

  function draw() {
    cell.set([{ name: 'c', colour: 1, values: of('c') }, { name: 'h', colour: 2, values: of('h') }]);
    opened.set([
      { name: 'x', colour: 5, values: of('x') }, { name: 'i', colour: 3, values: of('i') }, { name: 'f', colour: 1, values: of('f') },
      { name: 'g', colour: 4, values: of('g') }, { name: 'o', colour: 2, values: of('o') },
    ]);
  }

  find('forward').addEventListener('click', () => go(1));
  find('ten').addEventListener('click', () => go(10));
  find('reset').addEventListener('click', () => {
    path.length = 0;
    state = { h: 0, c: 0 };
    draw();
    preview();
  });
  find('equation').innerHTML = lstm;
  declaration(find('declaration'), ['OneCell']);
  draw();
  preview();
}
