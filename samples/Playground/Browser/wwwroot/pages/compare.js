import { call } from '../engine.js';
import { html } from '../ui/dom.js';
import { choice } from '../ui/controls.js';
import { declaration } from '../ui/code.js';

const cells = [['RNN', 'Rnn'], ['GRU', 'Gru'], ['LSTM', 'Lstm'], ['BiLSTM', 'BiLstm']];
const tasks = [
  ['forecast', 'Forecast', 'Forecast', 'a series in, its next value out', 'RMSE'],
  ['shape', 'Classify', 'Shape', 'a wave in, one of three shapes out', 'accuracy'],
  ['tags', 'Tag', 'Tags', 'is each symbol greater than both its neighbours', 'accuracy'],
  ['next', 'Continue', 'Next', '12 characters in, the next one out', 'accuracy'],
];
const slice = 80;

export function mount(root) {
  const find = id => root.querySelector(`#${id}`);
  const measure = find('measure'), stop = find('stop'), now = find('now'), problem = find('problem'), progress = find('progress');
  const updates = choice(root, 'updates');
  const places = new Map();
  let turn = 0;

  for (const [key, title, name, text, unit] of tasks) {
    find('results').append(html('tr', {}, html('th', { scope: 'row' }, title, html('small', {}, text), html('small', {}, unit)),
      ...cells.map(([cell]) => {
        const place = html('td', { 'data-result': `${key} ${cell}` }, '\u2013');
        places.set(`${key} ${cell}`, place);
        return place;
      })));
    find('task').append(html('option', { value: name }, title));
  }

  async function run() {
    const mine = ++turn;
    const each = Number(updates());
    const all = tasks.length * cells.length;
    const scores = new Map();
    problem.textContent = '';
    measure.disabled = true;
    stop.disabled = false;
    for (const place of places.values())
      place.textContent = '\u2013';
    try {
      for (const [key, title, , , unit] of tasks) {
        for (const [cell] of cells) {
          now.textContent = `${title}: ${cell}`;
          await call('CompareStart', key, cell, each, 1);
          for (let answer = { done: false }; !answer.done;) {
            answer = await call('CompareAdvance', slice);
            if (mine !== turn)
              return;
            progress.value = (scores.size + answer.updates / each) / all;
            if (answer.done)
              fill(key, cell, answer, unit, scores);
          }
        }
        mark(key, unit, scores);
      }
      now.textContent = `Done: ${each} updates for each of ${all} models.`;
    } catch (error) {
      if (mine === turn)
        problem.textContent = error.message;
    }
    if (mine === turn)
      rest();
  }

  function fill(key, cell, answer, unit, scores) {
    scores.set(`${key} ${cell}`, answer.score);
    const place = places.get(`${key} ${cell}`);
    place.dataset.score = answer.score;
    place.replaceChildren(unit === 'RMSE' ? answer.score.toFixed(4) : `${(answer.score * 100).toFixed(1)} %`,
      html('small', {}, `${answer.milliseconds.toFixed(1)} ms`), html('small', {}, `${answer.parameters} parameters`));
  }

  function mark(key, unit, scores) {
    const row = cells.map(([cell]) => scores.get(`${key} ${cell}`));
    const best = unit === 'RMSE' ? Math.min(...row) : Math.max(...row);
    for (const [cell] of cells)
      places.get(`${key} ${cell}`).classList.toggle('best', scores.get(`${key} ${cell}`) === best);
  }

  function rest() {
    measure.disabled = false;
    stop.disabled = true;
  }

  measure.addEventListener('click', run);
  stop.addEventListener('click', () => {
    turn++;
    now.textContent = 'Stopped. What stands in the table was measured.';
    rest();
    measure.focus();
  });
  const describe = () => declaration(find('declaration'), cells.map(([, end]) => find('task').value + end));
  find('task').addEventListener('change', describe);
  describe();
  return () => { turn++; };
}
