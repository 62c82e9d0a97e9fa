import { math } from '@disco-engine/sdk';

/** Bins are so wide that their middle is off by no more than this share of a value. */
const ERROR = 0.001;
const LOG_OF_WIDTH = math.ln((1 + ERROR) / (1 - ERROR));

/**
 * Quantiles of more values than memory has room for, each with an error of 0.1 % at most: bins of equal ratio, as in C. Masson,
 * J. E. Rim and H. K. Lee, "DDSketch", Proceedings of the VLDB Endowment 12(12), 2019. Values may have weights, such as how long each
 * was held.
 */
export class QuantileSketch {
  readonly #negative = new Map<number, number>();
  readonly #positive = new Map<number, number>();
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
    const bin = Math.ceil(math.ln(Math.abs(value)) / LOG_OF_WIDTH);
    bins.set(bin, (bins.get(bin) ?? 0) + weight);
  }

  /** The values below which these shares of the weight lie; shares ascend, and those of 0 and 1 are exact. Empty without a value. */
  quantiles(shares: readonly number[]): number[] {
    if (this.#total === 0) return [];
    const bins = this.#bins();
    const found: number[] = [];
    let [at, below] = [0, bins[0]?.weight ?? 0];
    for (const share of shares) {
      // Rounding of the sum must not lead beyond the last bin.
      while (below < share * this.#total && at < bins.length - 1) below += bins[++at]?.weight ?? 0;
      if (share <= 0) found.push(this.#minimum);
      else if (share >= 1) found.push(this.#maximum);
      else found.push(Math.max(this.#minimum, Math.min(this.#maximum, bins[at]?.value ?? NaN)));
    }
    return found;
  }

  /** From the least to the greatest, each with the value in its middle. */
  #bins(): { readonly value: number; readonly weight: number }[] {
    const ordered = (bins: ReadonlyMap<number, number>, sign: number): { value: number; weight: number }[] =>
      [...bins]
        .sort(([a], [b]) => sign * (a - b))
        .map(([bin, weight]) => ({ value: sign * math.exp((bin - 0.5) * LOG_OF_WIDTH), weight }));
    const zero = this.#zero > 0 ? [{ value: 0, weight: this.#zero }] : [];
    return [...ordered(this.#negative, -1), ...zero, ...ordered(this.#positive, 1)];
  }
}
