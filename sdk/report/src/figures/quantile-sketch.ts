import { math } from '@disco-engine/sdk';

/** Ratio of the ends of a bin. */
const RATIO = 1.002;
const LOG_OF_RATIO = math.ln(RATIO);

interface Bin {
  weight: number;
  /** Sum of values times their weights. */
  sum: number;
}

/**
 * Quantiles of more values than fit into memory, with a relative error of at most 0.2 %: bins of equal ratio, as in C. Masson,
 * J. E. Rim and H. K. Lee, "DDSketch", Proceedings of the VLDB Endowment 12(12), 2019. A bin reports the mean of its values, so a bin
 * that holds only one value, such as 1, reports it exactly. Values may be weighted, for example by how long each was held.
 */
export class QuantileSketch {
  readonly #negative = new Map<number, Bin>();
  readonly #positive = new Map<number, Bin>();
  #zero = 0;
  #total = 0;
  #minimum = Infinity;
  #maximum = -Infinity;

  add(value: number, weight = 1): void {
    if (weight <= 0) return;
    this.#total += weight;
    if (value < this.#minimum) this.#minimum = value;
    if (value > this.#maximum) this.#maximum = value;
    if (value === 0) {
      this.#zero += weight;
      return;
    }
    const bins = value > 0 ? this.#positive : this.#negative;
    const number = Math.ceil(math.ln(Math.abs(value)) / LOG_OF_RATIO);
    const bin = bins.get(number);
    if (bin === undefined) bins.set(number, { weight, sum: value * weight });
    else {
      bin.weight += weight;
      bin.sum += value * weight;
    }
  }

  /** The values below which the given shares of the weight lie. Shares must ascend; 0 and 1 are exact. Empty if there are no values. */
  quantiles(shares: readonly number[]): number[] {
    if (this.#total === 0) return [];
    const bins = this.#bins();
    const found: number[] = [];
    let [at, below] = [0, bins[0]?.weight ?? 0];
    for (const share of shares) {
      // Rounding of the sum must not step past the last bin.
      while (below < share * this.#total && at < bins.length - 1) below += bins[++at]?.weight ?? 0;
      const { sum = NaN, weight = NaN } = bins[at] ?? {};
      if (share <= 0) found.push(this.#minimum);
      else if (share >= 1) found.push(this.#maximum);
      else found.push(Math.max(this.#minimum, Math.min(this.#maximum, sum / weight)));
    }
    return found;
  }

  /** All bins in ascending order of value. */
  #bins(): Bin[] {
    const ordered = (bins: ReadonlyMap<number, Bin>, sign: number): Bin[] =>
      [...bins].sort(([a], [b]) => sign * (a - b)).map(([, bin]) => bin);
    const zero = this.#zero > 0 ? [{ weight: this.#zero, sum: 0 }] : [];
    return [...ordered(this.#negative, -1), ...zero, ...ordered(this.#positive, 1)];
  }
}
