import { call, latest } from '../engine.js';
import { html } from '../ui/dom.js';
import { numbers } from '../ui/numbers.js';
import { slider } from '../ui/controls.js';
import { declaration } from '../ui/code.js';
import { spoken, visible } from '../ui/format.js';

const shown = 12;

export function mount(root) {
  const find = id => root.querySelector(`#${id}`);
  const text = find('text'), note = find('note'), problem = find('problem'), bars = find('bars'), write = find('write');
  let answer = null;
  let writing = 0;
  let state = String(crypto.getRandomValues(new Uint32Array(1))[0]);

  const refresh = numbers(find('figure'), () => ({
    head: ['character', 'model', 'drawn from'],
    rows: order().map(k => [spoken(answer.letters[k]), answer.model[k], answer.drawn[k]]),
  }));
  const order = () => answer ? answer.model.map((_, k) => k).sort((a, b) => answer.model[b] - answer.model[a]) : [];

  const compute = latest(async () => {
    answer = await call('NextCharacter', text.value, temperature.value, topP.value);
    problem.textContent = '';
    note.textContent = answer.unknown ? `Read as a blank, because the model knows only small letters and . , ' - ? !: ${answer.unknown}` : '';
    draw();
    refresh();
  }, error => { problem.textContent = error.message; });

  const temperature = slider(find('temperature'), value => value.toFixed(2), compute);
  const topP = slider(find('topp'), value => value.toFixed(2), compute);
  text.addEventListener('input', () => { stop(); compute(); });

  function draw() {
    const best = order().slice(0, shown);
    bars.replaceChildren(
      html('span', { class: 'head' }, ''), html('span', {}), html('span', { class: 'head' }, 'drawn'), html('span', { class: 'head' }, 'model'),
      ...best.flatMap(k => {
        const drawn = html('span', { class: 'drawn' }), model = html('span', { class: 'model' });
        drawn.style.width = `${answer.drawn[k] * 100}%`;
        model.style.width = `${answer.model[k] * 100}%`;
        return [
          html('span', { class: 'sign' }, visible(answer.letters[k])), html('span', { class: 'track' }, drawn, model),
          html('span', { class: 'value' }, percent(answer.drawn[k])), html('span', { class: 'value' }, percent(answer.model[k]))];
      }));
    bars.setAttribute('aria-label', `Next: ${best.slice(0, 5).map(k => `${spoken(answer.letters[k])} ${percent(answer.drawn[k])}`).join(', ')}.`);
  }

  async function add(count) {
    const more = await call('WriteOn', text.value, temperature.value, topP.value, count, state);
    state = more.state;
    return more.text;
  }

  async function run() {
    const turn = ++writing;
    write.textContent = 'Pause';
    try {
      while (turn === writing && text.value.length < 4000) {
        const before = text.value;
        const more = await add(1);
        // Who types meanwhile is right.
        if (turn !== writing || before !== text.value)
          break;
        text.value += more;
        text.scrollTop = text.scrollHeight;
        await Promise.all([compute(), new Promise(resolve => setTimeout(resolve, 60))]);
      }
    } catch (error) {
      problem.textContent = error.message;
    }
    if (turn === writing)
      stop();
  }

  function stop() {
    writing++;
    write.textContent = 'Write';
  }

  write.addEventListener('click', () => write.textContent === 'Pause' ? stop() : run());
  find('one').addEventListener('click', async () => {
    stop();
    try {
      text.value += await add(1);
      compute();
    } catch (error) {
      problem.textContent = error.message;
    }
  });
  find('clear').addEventListener('click', () => { stop(); text.value = ''; compute(); });
  declaration(find('declaration'), ['Writer']);
  compute();
  return stop;
}

const percent = value => `${(value * 100).toFixed(1)} %`;
