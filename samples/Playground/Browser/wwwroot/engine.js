// Talks to the worker in which the models run. Calls are answered in their order.
import { html } from './ui/dom.js';

const worker = new Worker(new URL('./worker.js', import.meta.url), { type: 'module' });
const waiting = new Map();
let next = 0;
let failed = null;

worker.onmessage = ({ data }) => {
  if (data.failed)
    return fail(data.failed);
  const { resolve, reject } = waiting.get(data.id);
  waiting.delete(data.id);
  if (data.error === undefined)
    resolve(data.value);
  else
    reject(new Error(data.error));
};
worker.onerror = event => fail(event.message ?? 'the worker did not start');

function fail(message) {
  if (failed)
    return;
  failed = message;
  for (const { reject } of waiting.values())
    reject(new Error(message));
  waiting.clear();
  document.querySelector('main').before(html('p', { class: 'problem', role: 'alert' },
    `The models could not be started (${message}). They need a browser with WebAssembly and module workers, and a web server: a file opened from disk cannot start them.`));
}

/** Calls a function of Exports.cs; its JSON comes as an object. */
export function call(name, ...args) {
  if (failed)
    return Promise.reject(new Error(failed));
  return new Promise((resolve, reject) => {
    waiting.set(++next, { resolve, reject });
    worker.postMessage({ id: next, name, args });
  });
}

/**
 * A function that runs work one at a time: while one runs, only the last of the calls made meanwhile is kept. For sliders.
 * Errors go to `problem`.
 */
export function latest(work, problem) {
  let running = false;
  let kept = null;
  return async function run(...args) {
    if (running) {
      kept = args;
      return;
    }
    running = true;
    try {
      await work(...args);
    } catch (error) {
      problem?.(error);
    } finally {
      running = false;
      if (kept) {
        const again = kept;
        kept = null;
        run(...again);
      }
    }
  };
}
