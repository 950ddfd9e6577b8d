// The curve of losses: every update at first, then means of 2, 4, 8, ... updates, so that a long run stays quick to draw.
const most = 600;

export class LossCurve {
  clear() {
    this.every = 1;
    this.updates = 0;
    this.last = null;
    this.train = [];
    this.test = [];
    this.pending = [];
    this.first = null;
  }

  constructor() { this.clear(); }

  get empty() { return this.updates === 0; }

  /** Updates at which the points stand. */
  get xs() { return this.train.map((_, at) => (at + 1) * this.every); }

  add({ updates, losses, testLoss }) {
    this.updates = updates;
    this.first ??= testLoss;
    for (const loss of losses) {
      if (loss === null)
        continue;
      this.last = this.last === null ? loss : 0.9 * this.last + 0.1 * loss;
      this.pending.push(loss);
      if (this.pending.length === this.every) {
        this.train.push(mean(this.pending));
        this.pending = [];
        this.test.push(null);
      }
    }
    if (this.test.length > 0)
      this.test[this.test.length - 1] = testLoss;
    while (this.train.length > most)
      this.halve();
  }

  series() {
    // The test loss is known at some updates only; a line joins them.
    let known = this.first;
    const test = this.test.map(value => known = value ?? known);
    return [{ name: 'training', colour: 1, values: this.train }, { name: 'test', colour: 2, values: test }];
  }

  halve() {
    const even = Math.floor(this.train.length / 2);
    const rest = this.train.length % 2 === 1 ? Array(this.every).fill(this.train.at(-1)) : [];
    this.train = Array.from({ length: even }, (_, at) => (this.train[2 * at] + this.train[2 * at + 1]) / 2);
    this.test = Array.from({ length: even }, (_, at) => this.test[2 * at + 1] ?? this.test[2 * at]);
    this.pending = [...rest, ...this.pending];
    this.every *= 2;
  }
}

const mean = values => values.reduce((a, b) => a + b, 0) / values.length;
