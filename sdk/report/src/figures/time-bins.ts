/** Averages of a channel of one replication over equal parts of the time. NaN where nothing is known. */
export interface TimeBins {
  add(epoch: number, value: number): void;
  averages(): Float64Array;
}

/** Of values that each hold until the next one: the average over time of each part. */
export class StepBins implements TimeBins {
  readonly #integrals: Float64Array;
  readonly #covered: Float64Array;
  #epoch = 0;
  #value = NaN;

  /** @param end of the time, which begins at 0 */
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
        // Rounding can put the begin of a part at or behind its own edge.
        if (to <= from) continue;
        this.#integrals[bin] = (this.#integrals[bin] ?? NaN) + this.#value * (to - from);
        this.#covered[bin] = (this.#covered[bin] ?? NaN) + (to - from);
        from = to;
      }
    }
    this.#epoch = until;
  }
}

/** Of values that stand for themselves: the mean of those of each part. */
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
