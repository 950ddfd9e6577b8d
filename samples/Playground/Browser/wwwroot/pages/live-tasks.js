// What differs between the tasks of live training.
const squared = `<math display="block"><mrow><mi>L</mi><mo>=</mo><mfrac><mn>1</mn><mi>B</mi></mfrac>
  <munder><mo>&sum;</mo><mi>b</mi></munder><msup><mrow><mo>(</mo><msub><mi>y</mi><mi>b</mi></msub><mo>&#8722;</mo><msub><mi>t</mi><mi>b</mi></msub><mo>)</mo></mrow><mn>2</mn></msup></mrow></math>`;
const entropy = `<math display="block"><mrow><mi>L</mi><mo>=</mo><mo>&#8722;</mo><mfrac><mn>1</mn><mrow><mi>B</mi><mi>T</mi></mrow></mfrac>
  <munder><mo>&sum;</mo><mrow><mi>b</mi><mo>,</mo><mi>t</mi></mrow></munder><mi>log</mi><msub><mi>p</mi><mrow><mi>b</mi><mo>,</mo><mi>t</mi></mrow></msub></mrow></math>`;
const regression = (cell, units) => `Live${cell[0]}${cell.slice(1).toLowerCase()}${units}`;
const parity = (cell, units) => `Parity${cell[0]}${cell.slice(1).toLowerCase()}${units}`;
const series = 'Windows of 20 values and their changes in, the next value out; values are scaled by the mean and deviation of the first three quarters of the rows, and so is the loss. The last quarter is the test part.';

export const tasks = {
  sine: { name: regression, loss: squared, text: series, title: 'The test part', note: 'each value forecast from the 20 before it', xName: 'row of the test part', yName: 'value' },
  adding: {
    name: regression, loss: squared, title: 'Sums of the test part', note: 'sequences of 20 steps', xName: 'sequence', yName: 'sum', yRange: [0, 2],
    text: 'A number and a mark a step; the sum of the two marked numbers is asked for at the end (Hochreiter and Schmidhuber 1997). Always answering 1 gives a loss of 0.167.',
  },
  parity: {
    name: parity, loss: entropy, title: 'Five sequences of the test part', note: '12 bits each', xName: 'bit', yName: 'probability of odd', yRange: [0, 1],
    text: 'Bits in; at every step the probability that the number of ones so far is odd. Answering one half gives a loss of 0.693.',
  },
  csv: { name: regression, loss: squared, text: series, title: 'The test part', note: 'each value forecast from the 20 before it', xName: 'row of the test part', yName: 'value' },
};
