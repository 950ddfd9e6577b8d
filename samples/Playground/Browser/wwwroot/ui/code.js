// The declaration of a model, to be copied, and the way to the code that the generator emitted for it.
import { html } from './dom.js';

let declarations = null;

/** Shows the declarations of models (or cells) by the names of their classes; `emitted` are those with emitted code. */
export async function declaration(place, names, emitted = names) {
  place.setAttribute('aria-busy', 'true');
  declarations ??= fetch('code/declarations.txt').then(answer => answer.ok ? answer.text() : Promise.reject(new Error(`${answer.status}`)));
  let blocks;
  try {
    blocks = (await declarations).split(/\n(?=\/\/\/ <summary>)/);
  } catch (error) {
    declarations = null;
    place.textContent = `The declarations could not be loaded (${error.message}).`;
    return;
  }
  const text = names.map(name => find(blocks, name)).join('\n\n');
  const said = html('span', { role: 'status', class: 'hint' });
  const copy = html('button', { type: 'button', class: 'quiet', onclick: () => copyText(text, said) }, 'Copy');
  place.replaceChildren(
    html('div', { class: 'code-head' }, html('h3', {}, names.length > 1 ? 'The declarations' : 'The declaration'), said, copy),
    html('pre', { tabindex: '0', role: 'region', 'aria-label': `Declaration of ${names.join(', ')}` }, html('code', {}, ...coloured(text))),
    html('p', { class: 'emitted' }, 'What the generator wrote for it: ',
      ...emitted.flatMap((name, at) => [at > 0 ? ', ' : '', html('a', { href: `code/emitted/${name}.txt`, target: '_blank', rel: 'noopener' }, `${name}.g.cs`)])));
  place.removeAttribute('aria-busy');
}

function find(blocks, name) {
  const block = blocks.find(text => new RegExp(`(partial|static) class ${name}\\b`).test(text));
  return block ? block.replace(/\nnamespace [\s\S]*$/, '').replace(/\nusing [\s\S]*$/, '').trim() : `// ${name} is missing`;
}

async function copyText(text, said) {
  try {
    await navigator.clipboard.writeText(text + '\n');
    said.textContent = 'Copied';
  } catch {
    said.textContent = 'The browser does not allow it: select the text and copy it by hand';
  }
  setTimeout(() => { said.textContent = ''; }, 4000);
}

function coloured(text) {
  const parts = text.split(/(\/\/\/?.*|\b(?:public|static|partial|class|void|float|ref|out|typeof|true|false)\b|\b\d+(?:\.\d+)?f?\b)/);
  return parts.map((part, at) => at % 2 === 0 ? part
    : html('span', { class: part.startsWith('//') ? 'comment' : /^\d/.test(part) ? 'number' : 'word' }, part));
}
