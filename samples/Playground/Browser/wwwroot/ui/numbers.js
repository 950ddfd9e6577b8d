// The numbers of a figure as a table: for screen readers, and for all who want them exactly.
import { html } from './dom.js';
import { exact } from './format.js';

const most = 400;

/** Adds a closed part to `figure`; `table()` gives { head, rows } and is asked when it is open. */
export function numbers(figure, table) {
  const place = html('div', { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Table of the numbers' });
  const details = html('details', { class: 'numbers' }, html('summary', {}, 'Numbers'), place);
  let due = 0;
  const fill = () => {
    due = 0;
    if (!details.open)
      return;
    const { head, rows } = table();
    const shown = rows.slice(-most);
    place.replaceChildren(
      html('table', {},
        html('thead', {}, html('tr', {}, ...head.map(text => html('th', { scope: 'col' }, text)))),
        html('tbody', {}, ...shown.map(row => html('tr', {}, ...row.map((cell, at) =>
          html(at === 0 ? 'th' : 'td', at === 0 ? { scope: 'row' } : {}, typeof cell === 'number' ? exact(cell) : cell ?? '')))))),
      rows.length > most ? html('p', { class: 'hint' }, `The last ${most} of ${rows.length} rows.`) : '');
  };
  details.addEventListener('toggle', fill);
  figure.append(details);
  return () => { if (details.open && !due) due = setTimeout(fill, 200); };
}
