import { call, latest } from '../engine.js';
import { html, svg } from '../ui/dom.js';
import { numbers } from '../ui/numbers.js';
import { slider, choice } from '../ui/controls.js';
import { declaration } from '../ui/code.js';
import { cells } from '../ui/equations.js';
import { column } from '../ui/strip.js';
import { exact, spoken, visible } from '../ui/format.js';

const wide = 30, unit = 5;
const cellRange = 3; // c has no bound; its colours end here

export function mount(root) {
  const find = id => root.querySelector(`#${id}`);
  const problem = find('problem'), note = find('note'), text = find('text');
  const chain = html('div', { class: 'chain', tabindex: '0', role: 'group', 'aria-label': 'The chain, step by step' });
  const names = svg('svg', { width: 34, 'aria-hidden': 'true' });
  find('picture').append(html('figcaption', { id: 'caption' }), html('div', { class: 'unrolled' }, names, chain));
  let run = null;
  let columns = [];
  let timer = 0;

  const refresh = numbers(find('picture'), () => ({
    head: ['step', 'reads', 'expects', ...units('h'), ...(run?.cell ? units('c') : [])],
    rows: !run ? [] : [...run.text].map((c, t) => [String(t + 1), spoken(c), spoken(run.guesses[t]), ...part(run.hidden, t), ...(run.cell ? part(run.cell, t) : [])]),
  }));
  const units = name => Array.from({ length: run?.units ?? 0 }, (_, at) => `${name} ${at + 1}`);
  const part = (values, t) => values.slice(t * run.units, (t + 1) * run.units);

  const compute = latest(async () => {
    const typed = text.value.slice(0, length.value);
    if (typed.length === 0) {
      run = null;
      chain.replaceChildren();
      names.replaceChildren();
      find('caption').textContent = '';
      note.textContent = 'Type a text to begin.';
      return;
    }
    run = await call('Unrolled', cell(), typed);
    problem.textContent = '';
    note.textContent = run.unknown ? `Read as a blank, because the model knows only small letters and . , ' - ? !: ${run.unknown}` : '';
    draw();
    show();
    refresh();
  }, error => { problem.textContent = error.message; });

  const cell = choice(root, 'cell', () => { describe(); compute(); });
  const length = slider(find('length'), value => `${value} characters`, () => { fit(); compute(); });
  const step = slider(find('step'), value => `${value} of ${find('step').max}`, () => { pause(); show(); });
  text.addEventListener('input', () => {
    find('length').max = Math.max(1, text.value.length);
    length.value = Math.max(1, text.value.length);
    fit();
    compute();
  });
  find('length').max = text.value.length;
  length.show();

  function fit() {
    const steps = Math.max(1, Math.min(length.value, text.value.length));
    find('step').max = steps;
    step.value = steps;
  }

  function draw() {
    const steps = run.text.length, strip = run.units * unit;
    const top = 24, cTop = top + 6, hTop = run.cell ? cTop + strip + 12 : cTop, box = hTop + strip + 20, letter = box + 66;
    const picture = svg('svg', {
      width: steps * wide + 12, height: letter + 10, role: 'img',
      'aria-label': `${run.model} reads ${steps} characters. The last one is ${spoken(run.text.at(-1))}; it then expects ${spoken(run.guesses.at(-1))}.`,
    });
    picture.append(svg('defs', {}, svg('marker', { id: 'head', viewBox: '0 0 6 6', refX: 5, refY: 3, markerWidth: 6, markerHeight: 6, orient: 'auto-start-reverse' },
      svg('path', { d: 'M0 0L6 3L0 6z', style: 'fill: var(--muted)' }))));
    names.setAttribute('height', letter + 10);
    names.replaceChildren(...[['next', 16], ...(run.cell ? [['c', cTop + strip / 2 + 4]] : []), ['h', hTop + strip / 2 + 4], ['x', letter]]
      .map(([name, y]) => svg('text', { x: 0, y }, name)));
    columns = [...run.text].map((character, t) => {
      const x = t * wide, middle = x + (wide - 4) / 2;
      const right = t + 1 < steps && run.guesses[t] === run.text[t + 1];
      const group = svg('g', {},
        svg('text', { class: right ? 'guess right' : 'guess', x: middle, y: 16 }, visible(run.guesses[t])),
        run.cell ? column(part(run.cell, t).map(value => value / cellRange), x, cTop, wide - 4, unit) : null,
        column(part(run.hidden, t), x, hTop, wide - 4, unit),
        svg('path', { class: 'arrow', d: `M${middle} ${box - 1}V${hTop + strip + 4}`, 'marker-end': 'url(#head)' }),
        svg('rect', { class: 'box', x: x + 2, y: box, width: wide - 8, height: 22, rx: 5 }),
        t + 1 < steps ? svg('path', { class: 'arrow', d: `M${x + wide - 5} ${box + 11}h5`, 'marker-end': 'url(#head)' }) : null,
        svg('path', { class: 'arrow', d: `M${middle} ${letter - 15}V${box + 26}`, 'marker-end': 'url(#head)' }),
        svg('text', { class: 'letter', x: middle, y: letter }, visible(character)));
      group.dataset.step = t;
      return group;
    });
    picture.append(...columns);
    picture.addEventListener('pointermove', event => read(event, picture, cTop, hTop, strip));
    chain.replaceChildren(picture);
    find('low').textContent = run.cell ? `h \u22121, c \u2212${cellRange}` : '\u22121';
    find('high').textContent = run.cell ? `h 1, c ${cellRange}` : '1';
    find('caption').replaceChildren(`${cell()} with ${run.units} units `,
      html('small', {}, 'from the bottom: what is read, the cell, h', run.cell ? ', c' : '', ', what is expected next (green where it came)'));
  }

  function read(event, picture, cTop, hTop, strip) {
    const { left: from, top } = picture.getBoundingClientRect();
    const t = Math.floor((event.clientX - from) / wide), y = event.clientY - top;
    if (t < 0 || t >= run.text.length)
      return;
    for (const [name, values, begin] of [['h', run.hidden, hTop], ['c', run.cell, cTop]]) {
      const at = Math.floor((y - begin) / unit);
      if (values && y >= begin && y < begin + strip)
        find('readout').textContent = `step ${t + 1}, ${spoken(run.text[t])}: ${name} of unit ${at + 1} is ${exact(values[t * run.units + at])}`;
    }
  }

  function show() {
    if (!run)
      return;
    const now = Math.min(step.value, columns.length);
    columns.forEach((group, t) => {
      group.classList.toggle('later', t >= now);
      group.classList.toggle('now', t === now - 1);
    });
    const x = now * wide;
    if (x > chain.scrollLeft + chain.clientWidth || x - wide < chain.scrollLeft)
      chain.scrollLeft = x - chain.clientWidth / 2;
  }

  function pause() {
    clearInterval(timer);
    timer = 0;
    find('play').textContent = 'Play';
  }

  function go(by) {
    step.value = Math.max(1, Math.min(Number(find('step').max), step.value + by));
    show();
  }

  find('play').addEventListener('click', () => {
    if (timer)
      return pause();
    if (step.value >= Number(find('step').max))
      step.value = 1;
    find('play').textContent = 'Pause';
    show();
    timer = setInterval(() => {
      go(1);
      if (step.value >= Number(find('step').max))
        pause();
    }, 220);
  });
  find('back').addEventListener('click', () => { pause(); go(-1); });
  find('forward').addEventListener('click', () => { pause(); go(1); });

  function describe() {
    find('equation').innerHTML = cells[cell()];
    declaration(find('declaration'), [{ RNN: 'UnrolledRnn', GRU: 'UnrolledGru', LSTM: 'UnrolledLstm' }[cell()]]);
  }

  fit();
  describe();
  compute();
  return pause;
}
