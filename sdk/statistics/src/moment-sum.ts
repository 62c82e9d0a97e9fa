import { isMeasurable, refuseValue } from './series.js';
import { WeightedMoments } from './weighted-moments.js';

/** Count, mean, deviation and extremes of values that arrive one by one, such as waiting times, in constant memory. */
export class MomentSum {
  readonly #moments = new WeightedMoments();

  /**
   * @param value from -1e140 to 1e140
   * @throws DiscoError ARGUMENT_INVALID for any other value; the sum is unchanged
   */
  add(value: number): void {
    if (!isMeasurable(value)) refuseValue('MomentSum.add', 'value', value);
    this.#moments.weigh(value, 1);
    this.#moments.widen(value);
  }

  /** Adds all values of the other sum, which is unchanged. Equal to adding them one by one, up to rounding. */
  merge(other: MomentSum): void {
    this.#moments.merge(other.#moments);
  }

  /** Number of values added. */
  get count(): number {
    return this.#moments.weight;
  }

  /** Undefined without values. */
  get mean(): number | undefined {
    return this.#moments.mean;
  }

  /** Sample variance, with the denominator count - 1; undefined with fewer than two values. */
  get variance(): number | undefined {
    return this.#moments.sampleVariance;
  }

  /** Sample standard deviation, in the unit of the values; undefined with fewer than two values. */
  get deviation(): number | undefined {
    return this.#moments.sampleDeviation;
  }

  /** Undefined without values. */
  get minimum(): number | undefined {
    return this.#moments.minimum;
  }

  /** Undefined without values. */
  get maximum(): number | undefined {
    return this.#moments.maximum;
  }
}

/** The sum of all values of a checked series. */
export function momentsOf(series: ArrayLike<number>): MomentSum {
  const sum = new MomentSum();
  for (let index = 0; index < series.length; index++) sum.add(series[index] ?? NaN);
  return sum;
}
