import { isMeasurable, refuseValue } from './series.js';

/**
 * Count, mean, deviation and extremes of values that come one by one, in constant memory and without a sum of squares
 * that would lose its digits. Sources: B. P. Welford, Technometrics 4(3), 1962; for `merge`, T. F. Chan, G. H. Golub and
 * R. J. LeVeque, The American Statistician 37(3), 1983.
 */
export class MomentSum {
  // Numbers from the start, never undefined: V8 then overwrites them in place, and `add` allocates nothing.
  #count = 0;
  #mean = 0;
  /** Sum of the squared differences from the mean. */
  #squares = 0;
  #minimum = Infinity;
  #maximum = -Infinity;

  /**
   * @param value from -1e140 to 1e140
   * @throws DiscoError INVALID_ARGUMENT for any other value, and the sum is as before
   */
  add(value: number): void {
    if (!isMeasurable(value)) refuseValue('add', 'value', value);
    const difference = value - this.#mean;
    this.#count++;
    this.#mean += difference / this.#count;
    this.#squares += difference * (value - this.#mean);
    if (value < this.#minimum) this.#minimum = value;
    if (value > this.#maximum) this.#maximum = value;
  }

  /** Adds all values of the other sum, which stays as it is. Equal to adding them one by one, but for rounding. */
  merge(other: MomentSum): void {
    const count = this.#count + other.#count;
    if (count === 0) return;
    const difference = other.#mean - this.#mean;
    const share = other.#count / count;
    this.#squares += other.#squares + difference * difference * share * this.#count;
    this.#mean += difference * share;
    this.#count = count;
    this.#minimum = Math.min(this.#minimum, other.#minimum);
    this.#maximum = Math.max(this.#maximum, other.#maximum);
  }

  /** How many values were added. */
  get count(): number {
    return this.#count;
  }

  /** Undefined without a value. */
  get mean(): number | undefined {
    return this.#count > 0 ? this.#mean : undefined;
  }

  /** Variance of a sample, with count - 1 below the line; undefined with less than two values. */
  get variance(): number | undefined {
    return this.#count > 1 ? this.#squares / (this.#count - 1) : undefined;
  }

  /** Standard deviation of a sample, in the unit of the values; undefined with less than two values. */
  get deviation(): number | undefined {
    return this.#count > 1 ? Math.sqrt(this.#squares / (this.#count - 1)) : undefined;
  }

  /** Undefined without a value. */
  get minimum(): number | undefined {
    return this.#count > 0 ? this.#minimum : undefined;
  }

  /** Undefined without a value. */
  get maximum(): number | undefined {
    return this.#count > 0 ? this.#maximum : undefined;
  }
}

/** The sum of all values of a series that has been checked. */
export function momentsOf(series: ArrayLike<number>): MomentSum {
  const sum = new MomentSum();
  for (let index = 0; index < series.length; index++) sum.add(series[index]);
  return sum;
}
