// A training in the page's worker, or the same on the local server. Both: ready (a promise), go, pause, end, rate.
import { call } from '../engine.js';
import { read } from '../answers.js';
import { plain } from '../ui/format.js';

const slice = 80; // milliseconds of training between two pictures

/** Trains in slices, so that the worker answers other calls between them. */
export function inPage(settings, { progress, failed }) {
  const { task, cell, units, rate, seed, file, column } = settings;
  let running = false, ended = false, going = false;

  async function loop() {
    if (going)
      return;
    going = true;
    let updates = null;
    try {
      while (running && !ended) {
        const began = performance.now();
        const now = await call('LiveTrain', slice, 1_000_000);
        if (ended)
          break;
        const speed = updates === null ? now.losses.length : now.updates - updates;
        updates = now.updates;
        progress(now, speed / (performance.now() - began) * 1000);
        await new Promise(requestAnimationFrameOrLater);
      }
    } catch (error) {
      failed(error);
    }
    going = false;
  }

  return {
    ready: call('LiveStart', task, cell, units, rate, seed, file ?? new Uint8Array(), column ?? '').then(first => { if (!ended) progress(first, 0); }),
    go() { running = true; loop(); },
    pause() { running = false; },
    end() { ended = true; },
    rate(value) { call('LiveRate', value).catch(failed); },
  };
}

// A hidden page gets no frames; it goes on slowly.
function requestAnimationFrameOrLater(resolve) {
  const timer = setTimeout(resolve, 250);
  requestAnimationFrame(() => { clearTimeout(timer); resolve(); });
}

/** The local server trains at its own speed and sends its progress as server-sent events. */
export function onServer(settings, { progress, failed }) {
  let events = null, id = null, ended = false;
  const post = (path, body) => fetch(`api/${path}`, { method: 'POST', body });

  async function begin() {
    const form = new FormData();
    for (const key of ['task', 'cell', 'units', 'rate', 'seed'])
      form.append(key, settings[key]);
    if (settings.task === 'csv') {
      form.append('column', settings.column);
      form.append('file', new Blob([settings.file]));
    }
    const answer = await post('trainings', form);
    const text = await answer.text();
    if (!answer.ok)
      throw new Error(plain(text));
    id = text;
    if (ended)
      return end();
    events = new EventSource(`api/trainings/${id}`);
    events.addEventListener('progress', ({ data }) => {
      const { progress: now, speed } = read(data);
      if (!ended)
        progress(now, speed);
    });
    events.addEventListener('problem', ({ data }) => stop(new Error(JSON.parse(data))));
    events.onerror = () => stop(new Error('The local server does not answer any more. Start it again, or train in this page.'));
  }

  function stop(error) {
    if (ended)
      return;
    end();
    failed(error);
  }

  function end() {
    ended = true;
    events?.close();
    if (id)
      fetch(`api/trainings/${id}`, { method: 'DELETE', keepalive: true }).catch(() => { });
  }

  const tell = path => post(`trainings/${id}/${path}`).then(answer => {
    if (!answer.ok)
      stop(new Error('The local server no longer knows this training. Start it anew.'));
  }, stop);
  return {
    ready: begin(),
    go() { tell('go'); },
    pause() { tell('pause'); },
    end,
    rate(value) { if (id) tell(`rate/${value}`); },
  };
}
