// Reads what Json.cs writes: JSON, in which arrays of numbers are the base 64 of their bytes.
const kinds = { f32: Float32Array, f64: Float64Array };

/** The object; numbers that are not finite become null. */
export const read = text => JSON.parse(text, (_, value) => {
  for (const kind in kinds) {
    if (typeof value?.[kind] === 'string') {
      const bytes = Uint8Array.from(atob(value[kind]), character => character.charCodeAt(0));
      return Array.from(new kinds[kind](bytes.buffer), number => Number.isFinite(number) ? number : null);
    }
  }
  return value;
});
