// Equations of the cells as MathML, which browsers draw and screen readers read.
const sub = (x, i) => `<msub><mi>${x}</mi><mi>${i}</mi></msub>`;
const before = x => `<msub><mi>${x}</mi><mrow><mi>t</mi><mo>&#8722;</mo><mn>1</mn></mrow></msub>`;
const op = text => `<mo>${text}</mo>`;
const of = (f, inside) => `<mi>${f}</mi><mo>(</mo>${inside}<mo>)</mo>`;
const affine = k => `${sub('W', k)}${sub('x', 't')}${op('+')}${sub('U', k)}${before('h')}${op('+')}${sub('b', k)}`;
const line = (left, right) => `<mtr><mtd style="text-align: right">${left}</mtd><mtd>${op('=')}</mtd><mtd style="text-align: left">${right}</mtd></mtr>`;
const table = lines => `<math display="block"><mtable>${lines.join('')}</mtable></math>`;
const one = `<mn>1</mn>`;
const h = sub('h', 't'), c = sub('c', 't');
const at = k => `<msub><mi>${k}</mi><mi>t</mi></msub>`;

export const lstm = table([
  line(at('i'), of('&#963;', affine('i'))),
  line(at('f'), of('&#963;', affine('f'))),
  line(at('g'), of('tanh', affine('g'))),
  line(at('o'), of('&#963;', affine('o'))),
  line(c, `${at('f')}${op('&#8857;')}${before('c')}${op('+')}${at('i')}${op('&#8857;')}${at('g')}`),
  line(h, `${at('o')}${op('&#8857;')}${of('tanh', c)}`),
]);

export const gru = table([
  line(at('r'), of('&#963;', affine('r'))),
  line(at('z'), of('&#963;', affine('z'))),
  line(at('n'), of('tanh', `${sub('W', 'n')}${sub('x', 't')}${op('+')}${sub('b', 'n')}${op('+')}${at('r')}${op('&#8857;')}${op('(')}${sub('U', 'n')}${before('h')}${op('+')}<msubsup><mi>b</mi><mi>n</mi><mo>&#8242;</mo></msubsup>${op(')')}`)),
  line(h, `${op('(')}${one}${op('&#8722;')}${at('z')}${op(')')}${op('&#8857;')}${at('n')}${op('+')}${at('z')}${op('&#8857;')}${before('h')}`),
]);

export const rnn = table([line(h, of('tanh', `<mi>W</mi>${sub('x', 't')}${op('+')}<mi>U</mi>${before('h')}${op('+')}<mi>b</mi>`))]);

export const cells = { RNN: rnn, GRU: gru, LSTM: lstm };
