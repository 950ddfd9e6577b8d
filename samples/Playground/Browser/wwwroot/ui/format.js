// Numbers as text.
const raised = { '-': '\u207b', 0: '\u2070', 1: '\u00b9', 2: '\u00b2', 3: '\u00b3', 4: '\u2074', 5: '\u2075', 6: '\u2076', 7: '\u2077', 8: '\u2078', 9: '\u2079' };

/** A power of ten, such as 10 with a raised -3. */
export const power = exponent => exponent === 0 ? '1' : exponent === 1 ? '10' : '10' + [...String(exponent)].map(c => raised[c]).join('');

/** All digits that a float has. */
export const exact = value => value === null || value === undefined ? '' : String(Number(value.toPrecision(7)));

/** A few digits, for reading. */
export function short(value, digits = 3) {
  if (value === null || value === undefined || !Number.isFinite(value))
    return 'none';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6))
    return value.toExponential(1).replace('-', '\u2212').replace('+', '').replace('e', '\u00b7') .replace(/\u00b7(.*)/, (_, e) => ` \u00b7 ${power(Number(e.replace('\u2212', '-')))}`);
  return value.toFixed(size >= 1000 ? 0 : size >= 100 ? Math.min(1, digits) : digits).replace('-', '\u2212');
}

/** A signed number of fixed width. */
export const signed = (value, digits = 2) => (value < 0 ? '\u2212' : '') + Math.abs(value).toFixed(digits);

/** A character as it is shown: blanks and line ends are visible. */
export const visible = character => character === ' ' ? '\u2423' : character === '\n' ? '\u21b5' : character;

/** A character by its name, for a screen reader. */
export const spoken = character => character === ' ' ? 'blank' : character === '\n' ? 'line end' : character;

/** A message of .NET without the name of a parameter, which is for programmers. */
export const plain = message => message.replace(/ \(Parameter '[^']*'\)/g, '');
