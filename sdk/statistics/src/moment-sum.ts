import { isMeasurable, refuseValue } from './series.js';
import { WeightedMoments } from './weighted-moments.js';

/** Count, mean, deviation and extremes of values that come one by one, such as waiting times, in constant memory. */
export class MomentSum {
  readonly #moments = new WeightedMoments();

  /**
   * @param value from -1e140 to 1e140
   * @throws DiscoError ARGUMENT_INVALID for any other value, and the sum is as before
   */
  add(value: number): void {
    if (!isMeasurable(value)) refuseValue('MomentSum.add', 'value', value);
    this.#moments.weigh(value, 1);
    this.#moments.widen(value);
  }

  /** Adds all values of the other sum, which stays as it is. Equal to adding them one by one, but for rounding. */
  merge(other: MomentSum): void {
    this.#moments.merge(other.#moments);
  }

  /** How many values were added. */
  get count(): number {
    return this.#moments.weight;
  }

  /** Undefined without a value. */
  get mean(): number | undefined {
    return this.#moments.mean;
  }

  /** Variance of a sample, with count - 1 below the line; undefined with less than two values. */
  get variance(): number | undefined {
    return this.#moments.sampleVariance;
  }

  /** Standard deviation of a sample, in the unit of the values; undefined with less than two values. */
  get deviation(): number | undefined {
    return this.#moments.sampleDeviation;
  }

  /** Undefined without a value. */
  get minimum(): number | undefined {
    return this.#moments.minimum;
  }

  /** Undefined without a value. */
  get maximum(): number | undefined {
    return this.#moments.maximum;
  }
}

/** The sum of all values of a series that has been checked. */
export function momentsOf(series: ArrayLike<number>): MomentSum {
  const sum = new MomentSum();
  for (let index = 0; index < series.length; index++) sum.add(series[index] ?? NaN);
  return sum;
}
