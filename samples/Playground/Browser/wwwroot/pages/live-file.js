// A CSV file that is chosen or dropped on the page.
import { call } from '../engine.js';
import { html } from '../ui/dom.js';

const mostBytes = 2_000_000;

export function files(root, problem, changed) {
  const find = id => root.querySelector(`#${id}`);
  const drop = find('drop'), input = find('file'), column = find('column'), note = find('file-note'), task = find('task');
  const chosen = { ready: false, bytes: null, column: '' };
  let turn = 0;

  async function take(file) {
    const mine = ++turn;
    Object.assign(chosen, { ready: false, bytes: null, column: '' });
    find('columns').hidden = true;
    note.textContent = '';
    changed();
    try {
      if (file.size > mostBytes)
        throw new Error(`${file.name} has ${file.size} bytes, ${mostBytes} are read at most. Use a shorter one.`);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const { columns, rows } = await call('Columns', bytes);
      if (mine !== turn)
        return;
      column.replaceChildren(...columns.map(name => html('option', { value: name }, name)));
      find('columns').hidden = false;
      note.textContent = `${file.name}: ${rows} rows, ${columns.length} ${columns.length === 1 ? 'column' : 'columns'} of numbers.`;
      Object.assign(chosen, { ready: true, bytes, column: columns[0] });
    } catch (error) {
      if (mine === turn)
        problem(`${file.name}: ${error.message}`);
    }
  }

  input.addEventListener('change', () => { if (input.files[0]) take(input.files[0]); });
  column.addEventListener('change', () => { chosen.column = column.value; changed(); });

  // Dropped anywhere on the page.
  root.ondragover = event => {
    event.preventDefault();
    drop.classList.add('over');
  };
  root.ondragleave = () => drop.classList.remove('over');
  root.ondrop = event => {
    event.preventDefault();
    drop.classList.remove('over');
    const file = event.dataTransfer.files[0];
    if (!file)
      return;
    task.value = 'csv';
    drop.hidden = false;
    take(file);
  };
  return chosen;
}
