/** Averages of a channel in one replication over time bins of equal width. NaN in bins without data. */
export interface TimeBins {
  add(epoch: number, value: number): void;
  averages(): Float64Array;
}

/** For values that hold until the next one: the time average in each bin. */
export class StepBins implements TimeBins {
  readonly #integrals: Float64Array;
  readonly #covered: Float64Array;
  #epoch = 0;
  #value = NaN;

  /** @param end end of the time span, which begins at 0 */
  constructor(
    private readonly bins: number,
    private readonly end: number,
  ) {
    this.#integrals = new Float64Array(bins);
    this.#covered = new Float64Array(bins);
  }

  add(epoch: number, value: number): void {
    this.#hold(Math.min(epoch, this.end));
    this.#value = value;
  }

  averages(): Float64Array {
    this.#hold(this.end);
    return this.#integrals.map((integral, bin) => integral / (this.#covered[bin] ?? NaN));
  }

  #hold(until: number): void {
    if (until <= this.#epoch) return;
    if (!Number.isNaN(this.#value)) {
      const width = this.end / this.bins;
      let from = this.#epoch;
      for (let bin = Math.min(this.bins - 1, Math.floor(from / width)); from < until && bin < this.bins; bin++) {
        const to = bin === this.bins - 1 ? until : Math.min(until, (bin + 1) * width);
        // Rounding can place the start of a bin at or past its end.
        if (to <= from) continue;
        this.#integrals[bin] = (this.#integrals[bin] ?? NaN) + this.#value * (to - from);
        this.#covered[bin] = (this.#covered[bin] ?? NaN) + (to - from);
        from = to;
      }
    }
    this.#epoch = until;
  }
}

/** For separate observations: the mean of the values in each bin. */
export class MeanBins implements TimeBins {
  readonly #sums: Float64Array;
  readonly #counts: Float64Array;

  constructor(
    private readonly bins: number,
    private readonly end: number,
  ) {
    this.#sums = new Float64Array(bins);
    this.#counts = new Float64Array(bins);
  }

  add(epoch: number, value: number): void {
    const bin = Math.max(0, Math.min(this.bins - 1, Math.floor((epoch / this.end) * this.bins)));
    this.#sums[bin] = (this.#sums[bin] ?? NaN) + value;
    this.#counts[bin] = (this.#counts[bin] ?? NaN) + 1;
  }

  averages(): Float64Array {
    return this.#sums.map((sum, bin) => sum / (this.#counts[bin] ?? NaN));
  }
}
