import { call } from '../engine.js';
import { chart } from '../ui/chart.js';
import { slider, choice } from '../ui/controls.js';
import { declaration } from '../ui/code.js';
import { short } from '../ui/format.js';
import { files } from './live-file.js';
import { inPage, onServer } from './live-runs.js';
import { LossCurve } from './live-losses.js';
import { tasks } from './live-tasks.js';

export function mount(root) {
  const find = id => root.querySelector(`#${id}`);
  const problem = find('problem'), start = find('start'), stop = find('stop'), reset = find('reset'), task = find('task');
  const curve = new LossCurve();
  let run = null;          // the training, paused or not; null before the first and after a reset
  let state = 'idle';      // idle, starting, running, paused, stopped

  const losses = chart(find('losses'), {
    title: 'Loss', note: 'of each update, and of the test part', xName: 'update', yName: 'loss (log)', log: true, height: 290, least: 50,
    describe: () => curve.empty ? 'Not started.' : `Training loss ${short(curve.last)} after ${curve.updates} updates.`,
  });
  const prediction = chart(find('prediction'), { title: 'What the model says', xName: '', yName: '', height: 290, least: 50, describe: () => tasks[task.value].note });
  const file = files(root, error => { problem.textContent = error; }, again);
  const cell = choice(root, 'cell', again), units = choice(root, 'units', again), where = choice(root, 'where', again);
  const rate = slider(find('rate'), value => short(10 ** value, 4), value => run?.rate(10 ** value));
  find('where').hidden = document.documentElement.dataset.server !== 'native';
  task.addEventListener('change', again);

  // Another task, cell or size is another training.
  function again() {
    clear();
    find('drop').hidden = task.value !== 'csv';
    const { name, loss, text } = tasks[task.value];
    find('equation').innerHTML = loss;
    find('loss-text').textContent = text;
    declaration(find('declaration'), [name(cell(), units())]);
  }

  function clear() {
    run?.end();
    run = null;
    problem.textContent = '';
    curve.clear();
    for (const [id, text] of [['updates', '0'], ['speed', '0'], ['loss', 'none'], ['test', 'none']])
      find(id).textContent = text;
    losses.set([]);
    const { title, note, xName, yName, yRange } = tasks[task.value];
    Object.assign(prediction.options, { title, note, xName, yName, yRange });
    find('prediction').querySelector('figcaption').firstChild.textContent = title;
    find('prediction').querySelector('small').textContent = note;
    prediction.set([]);
    become('idle');
  }

  function become(next) {
    state = next;
    find('state').textContent = { idle: 'not started', starting: 'starting', running: 'training', paused: 'paused', stopped: 'stopped' }[next];
    start.textContent = { idle: 'Start', starting: 'Pause', running: 'Pause', paused: 'Go on', stopped: 'Start anew' }[next];
    start.disabled = next === 'starting';
    stop.disabled = next === 'idle' || next === 'stopped';
    reset.disabled = next === 'idle';
  }

  async function begin() {
    if (task.value === 'csv' && !file.ready) {
      problem.textContent = 'Choose a CSV file and a column first.';
      return;
    }
    clear();
    become('starting');
    const settings = { task: task.value, cell: cell(), units: Number(units()), rate: 10 ** rate.value, seed: 1, file: file.bytes, column: file.column };
    const mine = (where() === 'server' ? onServer : inPage)(settings, {
      progress: (progress, speed) => { if (run === mine) show(progress, speed); },
      failed: error => {
        if (run !== mine)
          return;
        problem.textContent = error.message;
        run.end();
        become('stopped');
      },
    });
    run = mine;
    try {
      await mine.ready;
      if (run === mine && state === 'starting') {
        become('running');
        mine.go();
      }
    } catch (error) {
      if (run === mine) {
        clear();
        problem.textContent = error.message;
      }
    }
  }

  function show(progress, speed) {
    curve.add(progress);
    find('updates').textContent = String(progress.updates);
    find('speed').textContent = state === 'running' ? short(speed, 0) : '0';
    find('loss').textContent = short(curve.last, 5);
    find('test').textContent = short(progress.testLoss, 5);
    losses.options.xs = curve.xs;
    losses.set(curve.series());
    const series = [{ name: 'right', colour: 2, dash: 0, values: progress.target }, { name: 'model', colour: 1, points: task.value !== 'sine' && task.value !== 'csv', values: progress.prediction }];
    prediction.set(series);
    if (progress.losses.some(loss => loss === null)) {
      problem.textContent = 'The loss is no longer a number: the training has diverged. Choose a smaller learning rate and start anew.';
      run.end();
      become('stopped');
    }
  }

  start.addEventListener('click', () => {
    if (state === 'running') {
      run.pause();
      become('paused');
    } else if (state === 'paused') {
      become('running');
      run.go();
    } else {
      begin();
    }
  });
  stop.addEventListener('click', () => { run?.end(); become('stopped'); });
  reset.addEventListener('click', clear);
  again();
  return () => run?.end();
}
