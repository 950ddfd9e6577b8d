// A line chart: axes with names and units, one colour and dash a series, and all numbers in a table.
import { html, svg, onWidth } from './dom.js';
import { numbers } from './numbers.js';
import { linear, log } from './scales.js';

const dashes = ['', '8 4', '2 5', '12 4 2 4', '5 3'];

/**
 * @param figure a figure element, which is filled
 * @param options title, note, xName, yName, log (y), xs (values of x; else 1, 2, ...), yRange, least (steps that the x axis has at least), height, describe() for a screen reader, head (names of the table's columns)
 * Series: { name, values, colour 1..5, points (circles instead of a line), thin, silent (not in the table) }
 */
export function chart(figure, options) {
  let series = [];
  const place = html('div', {});
  const legend = html('ul', { class: 'legend-list' });
  figure.replaceChildren(html('figcaption', {}, options.title, ' ', html('small', {}, options.note ?? '')), legend, place);
  const refresh = numbers(figure, () => {
    const shown = series.filter(one => !one.silent);
    const count = Math.max(0, ...shown.map(one => one.values.length));
    return {
      head: [options.xName, ...shown.map(one => one.name)],
      rows: Array.from({ length: count }, (_, at) => [String(x(at)), ...shown.map(one => one.values[at])]),
    };
  });
  const x = at => options.xs?.[at] ?? at + 1;

  function draw() {
    const width = place.clientWidth;
    if (width === 0)
      return;
    const height = options.height ?? 260, left = 58, right = 12, top = 8, bottom = 40;
    const all = series.flatMap(one => one.values).filter(value => value !== null && Number.isFinite(value));
    const scale = (options.log ? log : linear)(all, options.yRange, height - bottom, top);
    const count = Math.max(options.least ?? 2, ...series.map(one => one.values.length));
    const across = linear([], [x(0), x(count - 1)], left, width - right, Math.max(3, Math.floor(width / 90)), true);
    const picture = svg('svg', { width, height, viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `${options.title}. ${options.describe?.(series) ?? ''}` });
    for (const { at, text } of scale.ticks) {
      picture.append(svg('line', { class: 'grid', x1: left, x2: width - right, y1: at, y2: at }),
        svg('text', { x: left - 7, y: at + 4, 'text-anchor': 'end' }, text));
    }
    for (const { at, text } of across.ticks)
      picture.append(svg('text', { x: at, y: height - bottom + 17, 'text-anchor': 'middle' }, text));
    picture.append(
      svg('text', { class: 'axis-name', x: (left + width - right) / 2, y: height - 5, 'text-anchor': 'middle' }, options.xName),
      svg('text', { class: 'axis-name', transform: `translate(13 ${(top + height - bottom) / 2}) rotate(-90)`, 'text-anchor': 'middle' }, options.yName));
    for (const one of series)
      picture.append(...marks(one, at => across.place(x(at)), scale.place));
    place.replaceChildren(picture);
  }

  onWidth(place, draw);
  return {
    set(next) {
      series = next;
      legend.replaceChildren(...(series.length > 1 ? series.filter(one => !one.thin).map(key) : []));
      draw();
      refresh();
    },
    options,
  };
}

const stroke = colour => `stroke: var(--s${colour})`;

function marks(one, across, up) {
  if (one.points) {
    return one.values.map((value, at) => value === null ? null
      : svg('circle', { cx: across(at).toFixed(1), cy: up(value).toFixed(1), r: one.values.length > 120 ? 2 : 3, style: `fill: var(--s${one.colour})` })).filter(Boolean);
  }
  // A value that is missing, or 0 on a logarithmic axis, leaves a gap.
  let path = '';
  let begun = false;
  one.values.forEach((value, at) => {
    const y = value === null ? NaN : up(value);
    if (Number.isFinite(y))
      path += `${begun ? 'L' : 'M'}${across(at).toFixed(1)} ${y.toFixed(1)}`;
    begun = Number.isFinite(y);
  });
  return [svg('path', { class: one.thin ? 'line thin' : 'line', d: path, style: stroke(one.colour), 'stroke-dasharray': one.thin ? null : dashes[one.dash ?? one.colour - 1] || null })];
}

function key(one) {
  const sign = one.points
    ? svg('circle', { cx: 14, cy: 6, r: 3.5, style: `fill: var(--s${one.colour})` })
    : svg('line', { class: 'line', x1: 1, x2: 27, y1: 6, y2: 6, style: stroke(one.colour), 'stroke-dasharray': dashes[one.dash ?? one.colour - 1] || null });
  return html('li', {}, svg('svg', { width: 28, height: 12, 'aria-hidden': 'true' }, sign), one.name);
}
