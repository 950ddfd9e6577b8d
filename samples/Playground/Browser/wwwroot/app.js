// The shell: which page is shown, and whether it is light or dark.
import './engine.js';
import { html } from './ui/dom.js';

const pages = [
  ['unrolled', 'Unrolled'],
  ['gradient', 'Gradient flow'],
  ['gates', 'Gates'],
  ['next', 'Next character'],
  ['live', 'Live training'],
  ['compare', 'Compare'],
  ['attention', 'Attention'],
];
const main = document.getElementById('main');
const nav = document.getElementById('nav');
for (const [key, title] of pages)
  nav.append(html('li', {}, html('a', { href: `#${key}` }, title)));

let leave = null;
let shown = 0;

async function show(first) {
  const asked = location.hash.slice(1);
  if (asked === 'main')
    return;
  const [key, title] = pages.find(([name]) => name === asked) ?? pages[0];
  const turn = ++shown;
  leave?.();
  leave = null;
  for (const link of nav.querySelectorAll('a')) {
    if (link.hash === `#${key}`) {
      link.setAttribute('aria-current', 'page');
      link.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    } else {
      link.removeAttribute('aria-current');
    }
  }
  document.title = `${title} - LstmGen playground`;
  try {
    const [text, module] = await Promise.all([load(`pages/${key}.html`), import(`./pages/${key}.js`)]);
    if (turn !== shown)
      return;
    // An element of its own: what an answer that comes late still writes to is no longer shown.
    const page = html('div', { id: 'page' });
    page.innerHTML = text;
    main.replaceChildren(page);
    main.dataset.page = key;
    const left = module.mount(page);
    leave = () => left?.();
    if (!first) {
      scrollTo(0, 0);
      main.focus({ preventScroll: true });
    }
  } catch (error) {
    if (turn === shown)
      main.replaceChildren(html('p', { class: 'problem', role: 'alert' }, `This page could not be loaded: ${error.message}. Load it again.`));
  }
}

async function load(path) {
  const answer = await fetch(path);
  if (!answer.ok)
    throw new Error(`${path} answered ${answer.status}`);
  return answer.text();
}

document.getElementById('skip').addEventListener('click', event => {
  event.preventDefault();
  main.focus();
});
addEventListener('hashchange', () => show(false));
// A file that is dropped beside its place does not take the browser away from the page.
for (const name of ['dragover', 'drop'])
  addEventListener(name, event => event.preventDefault());
show(true);

const theme = document.getElementById('theme');
const dark = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light')) === 'dark';
const name = () => { theme.textContent = isDark() ? 'Light' : 'Dark'; theme.setAttribute('aria-label', isDark() ? 'Use light colours' : 'Use dark colours'); };
theme.addEventListener('click', () => {
  document.documentElement.dataset.theme = isDark() ? 'light' : 'dark';
  try { localStorage.setItem('theme', document.documentElement.dataset.theme); } catch { /* storage is off: the choice lasts as long as the page */ }
  name();
});
try {
  const kept = localStorage.getItem('theme');
  if (kept === 'light' || kept === 'dark')
    document.documentElement.dataset.theme = kept;
} catch { /* storage is off */ }
dark.addEventListener('change', name);
name();
