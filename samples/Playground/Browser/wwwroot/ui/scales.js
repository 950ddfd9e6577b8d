// Axes: where a value lies, and which values have a name.
import { power } from './format.js';

/** A linear axis from `from` to `to` pixels; `whole` has whole numbers only, and ends at the range; else it ends at round numbers. */
export function linear(values, range, from, to, count = 5, whole = false) {
  let low = range?.[0] ?? least(values, 0), high = range?.[1] ?? greatest(values, 1);
  if (!(high > low)) {
    const middle = Number.isFinite(low) ? low : 0;
    [low, high] = [middle - 0.5, middle + 0.5];
  }
  const step = Math.max(round((high - low) / count), whole ? 1 : 0);
  if (!whole && !range)
    [low, high] = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
  const place = value => from + (value - low) / (high - low) * (to - from);
  const digits = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const ticks = [];
  for (let k = Math.ceil(low / step - 1e-9); k * step <= high + step * 1e-9; k++)
    ticks.push({ at: place(k * step), text: (k * step === 0 ? 0 : k * step).toFixed(digits).replace('-', '\u2212') });
  return { place, ticks };
}

/** A logarithmic axis; values of 0 have no place on it. Powers of ten have names, and where there are few of them 2 and 5 times those. */
export function log(values, range, from, to) {
  const above = values.filter(value => value > 0);
  let low = Math.log10(range?.[0] ?? least(above, 0.01)), high = Math.log10(range?.[1] ?? greatest(above, 1));
  const room = Math.max(0.08, (high - low) * 0.04);
  [low, high] = [low - room, high + room];
  const place = value => value > 0 ? from + (Math.log10(value) - low) / (high - low) * (to - from) : NaN;
  const every = Math.ceil((high - low) / 8), ticks = [];
  for (let k = Math.floor(low); k <= high; k++) {
    for (const times of high - low < 2 ? [1, 2, 5] : [1]) {
      const value = times * 10 ** k, at = Math.log10(value);
      if (at >= low && at <= high && k % every === 0)
        ticks.push({ at: place(value), text: high - low < 2 && k >= -4 && k < 4 ? String(Number(value.toPrecision(2))) : times === 1 ? power(k) : `${times}\u00b7${power(k)}` });
    }
  }
  return { place, ticks };
}

const least = (values, none) => values.length ? values.reduce((a, b) => Math.min(a, b)) : none;
const greatest = (values, none) => values.length ? values.reduce((a, b) => Math.max(a, b)) : none;

function round(step) {
  const size = 10 ** Math.floor(Math.log10(step));
  return [1, 2, 5, 10].find(k => k * size >= step * 0.999) * size;
}
