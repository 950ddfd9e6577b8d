// Sliders that show their value, and choices.

/** Binds a range input: shows its value in the output beside it. `text` turns the slider's number into what is shown. */
export function slider(input, text, changed) {
  const output = input.closest('label, .slider').querySelector('output');
  const show = () => {
    output.textContent = text(Number(input.value));
    input.setAttribute('aria-valuetext', output.textContent);
    const low = Number(input.min), high = Number(input.max);
    input.style.setProperty('--share', `${(Number(input.value) - low) / (high - low) * 100}%`);
  };
  input.addEventListener('input', () => { show(); changed?.(Number(input.value)); });
  show();
  return { show, get value() { return Number(input.value); }, set value(v) { input.value = v; show(); } };
}

/** Binds radio buttons of one name; gives a function that says which is chosen. */
export function choice(root, name, changed) {
  const all = [...root.querySelectorAll(`input[name="${name}"]`)];
  for (const input of all)
    input.addEventListener('change', () => changed?.(input.value));
  return () => all.find(input => input.checked)?.value;
}
