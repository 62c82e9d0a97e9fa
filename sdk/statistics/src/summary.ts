import { momentsOf } from './moment-sum.js';
import { checkSeries, type Series } from './series.js';

/** What `summary` tells of a series. */
export interface Summary {
  readonly count: number;
  /** Undefined without a value. */
  readonly mean: number | undefined;
  /** Standard deviation of a sample, with count - 1 below the line; undefined with less than two values. */
  readonly deviation: number | undefined;
  /** Undefined without a value. */
  readonly minimum: number | undefined;
  /** Undefined without a value. */
  readonly maximum: number | undefined;
}

/**
 * Count, mean, standard deviation and extremes, in one pass (B. P. Welford, Technometrics 4(3), 1962).
 *
 * @param values each from -1e140 to 1e140, in any order
 * @throws DiscoError ARGUMENT_INVALID
 */
export function summary(values: Series): Summary {
  checkSeries('summary', 'values', values);
  const { count, mean, deviation, minimum, maximum } = momentsOf(values);
  return { count, mean, deviation, minimum, maximum };
}
