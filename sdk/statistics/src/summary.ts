import { momentsOf } from './moment-sum.js';
import { checkSeries, type Series } from './series.js';

/** The result of `summary`. */
export interface Summary {
  readonly count: number;
  /** Undefined without values. */
  readonly mean: number | undefined;
  /** Sample standard deviation, with the denominator count - 1; undefined with fewer than two values. */
  readonly deviation: number | undefined;
  /** Undefined without values. */
  readonly minimum: number | undefined;
  /** Undefined without values. */
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
