import { call, latest } from '../engine.js';
import { svg, onWidth } from '../ui/dom.js';
import { numbers } from '../ui/numbers.js';
import { declaration } from '../ui/code.js';
import { spoken, visible } from '../ui/format.js';

const high = 24, left = 44, top = 28;

export function mount(root) {
  const find = id => root.querySelector(`#${id}`);
  const text = find('text'), note = find('note'), problem = find('problem'), picture = find('picture'), readout = find('readout');
  let found = null;
  let chosen = -1;
  let marks = { source: [], written: [], rows: [], frame: null };

  const rows = () => [...found.written, ...(found.ended ? ['end'] : [])];
  const refresh = numbers(find('figure'), () => !found ? { head: [''], rows: [] } : {
    head: ['written', ...[...found.source].map(spoken)],
    rows: rows().map((character, at) => [character, ...found.alignment[at]]),
  });

  const compute = latest(async () => {
    if (text.value.trim().length === 0) {
      found = null;
      picture.replaceChildren();
      find('answer').textContent = '';
      note.textContent = 'Type a date to begin.';
      return;
    }
    found = await call('Translate', text.value);
    problem.textContent = '';
    note.textContent = found.unknown ? `Read as a blank, because the model does not know it: ${found.unknown}` : '';
    find('answer').textContent = found.written + (found.ended ? '' : '\u2026');
    chosen = -1;
    draw();
    refresh();
  }, error => { problem.textContent = error.message; });

  function draw() {
    const source = [...found.source], written = rows();
    const wide = Math.max(10, Math.min(32, Math.floor((picture.clientWidth - left - 4) / source.length)));
    const width = left + source.length * wide + 4, height = top + written.length * high + 4;
    const image = svg('svg', { width, height, 'aria-hidden': 'true' });
    marks = {
      source: source.map((character, u) => svg('text', { x: left + (u + 0.5) * wide, y: top - 9 }, visible(character))),
      written: written.map((character, t) => svg('text', { x: left / 2 - 2, y: top + (t + 0.68) * high }, character)),
      rows: written.map((_, t) => svg('g', {}, ...source.map((_, u) => svg('rect', {
        x: left + u * wide, y: top + t * high, width: wide - 1, height: high - 1,
        style: `fill: color-mix(in oklab, var(--plus) ${(found.alignment[t][u] * 100).toFixed(1)}%, var(--zero))`,
      })))),
      frame: svg('rect', { class: 'frame', x: left - 1, width: source.length * wide + 1, height: high + 1, visibility: 'hidden' }),
    };
    image.append(...marks.source, ...marks.written, ...marks.rows, marks.frame);
    picture.replaceChildren(image);
    image.addEventListener('pointermove', event => {
      const t = Math.floor((event.clientY - image.getBoundingClientRect().top - top) / high);
      choose(t >= 0 && t < written.length ? t : -1);
    });
    image.addEventListener('pointerleave', () => choose(-1));
  }

  function choose(t) {
    if (!found || t === chosen)
      return;
    chosen = t;
    const weights = t < 0 ? null : found.alignment[t];
    marks.written.forEach((mark, at) => mark.classList.toggle('strong', at === t));
    marks.source.forEach((mark, u) => {
      mark.classList.toggle('strong', weights !== null && weights[u] >= 0.15);
      mark.classList.toggle('faint', weights !== null && weights[u] < 0.05);
    });
    marks.rows.forEach((row, at) => row.classList.toggle('faint', weights !== null && at !== t));
    marks.frame.setAttribute('visibility', t < 0 ? 'hidden' : 'visible');
    marks.frame.setAttribute('y', top + t * high - 1);
    readout.textContent = weights === null ? 'Point at a row, or go through the rows with the arrow keys.' : describe(t, weights);
  }

  function describe(t, weights) {
    const source = [...found.source];
    const best = weights.map((_, u) => u).sort((a, b) => weights[b] - weights[a]).slice(0, 3).filter(u => weights[u] >= 0.02);
    return `${rows()[t]} (${t + 1} of ${rows().length}) looked at ${best.map(u => `${spoken(source[u])} at place ${u + 1} with ${(weights[u] * 100).toFixed(0)} %`).join(', ')}`;
  }

  picture.addEventListener('keydown', event => {
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!found || (by === undefined && event.key !== 'Escape'))
      return;
    event.preventDefault();
    choose(by === undefined ? -1 : Math.max(0, Math.min(rows().length - 1, chosen < 0 && by < 0 ? rows().length - 1 : chosen + by)));
  });
  text.addEventListener('input', compute);
  find('draw').addEventListener('click', async () => {
    try {
      text.value = await call('DrawDate', crypto.getRandomValues(new Uint32Array(1))[0] >>> 1);
      compute();
    } catch (error) {
      problem.textContent = error.message;
    }
  });
  declaration(find('declaration'), ['DateReader', 'DateWriter']);
  compute();
  return onWidth(picture, () => { if (found) draw(); });
}
