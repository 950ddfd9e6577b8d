// States as strips of colour: a row a unit, a column a step.
import { svg } from './dom.js';

/** The colour of a value in -1..1: blue above zero, orange below. */
export const colour = value => {
  const share = Math.min(1, Math.abs(value)) * 100;
  return `color-mix(in oklab, var(--${value < 0 ? 'minus' : 'plus'}) ${share.toFixed(0)}%, var(--zero))`;
};

/** One column of a strip: [units] values below each other. */
export function column(values, x, y, width, height) {
  const group = svg('g', {});
  values.forEach((value, unit) => group.append(svg('rect', { x, y: y + unit * height, width, height: height + 0.3, style: `fill: ${colour(value)}` })));
  return group;
}
