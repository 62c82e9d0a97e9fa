import { Parameters } from './parameters.js';
import { neededForSkewness, varies } from './interval-warning.js';
import { halfWidthOf } from './mean-interval.js';
import { type MomentSum, momentsOf } from './moment-sum.js';
import { checkSeries, type Series } from './series.js';
import { skewnessOf } from './skewness.js';
import { checkConfidence, studentQuantile } from './student-quantile.js';

/** The required precision of a mean. */
export interface Precision {
  /** Greatest error of the mean, relative to the true mean; between 0 and 1, such as 0.01 for one percent. */
  readonly relative: number;
  /** Probability that the error is not greater; between 0 and 1. Default 0.95. */
  readonly confidence?: number;
  /**
   * Least number of replications; whole, at least 2. Default 10, as the deviation of fewer is mostly chance: with 2, 95 %
   * intervals that stop an experiment cover in as few as 91 % even if results are normal. If rare events matter, use three
   * times the reciprocal of their probability.
   */
  readonly minimum?: number;
}

/**
 * Estimates the total number of replications needed, including those so far, if mean and deviation stay as they are. Source: A.
 * M. Law, "Simulation Modeling and Analysis" (5th ed., 2015), section 9.4.1: the least i, not below the number so far, at which
 * the half-width is at most γ / (1 + γ) of the mean, where γ is the relative error; and at least 25 times the squared skewness
 * of the values, as `sequentialStop` requires.
 *
 * @param values one result of each replication so far; each from -1e140 to 1e140
 * @returns undefined with fewer than two values, if the values do not vary and so give no information, and if the mean is so
 * close to 0 that no number up to 2^53 - 1 is enough
 * @throws DiscoError ARGUMENT_INVALID
 */
export function replicationsNeeded(values: Series, precision: Precision): number | undefined {
  const moments = momentsOf(checked('replicationsNeeded', values, precision));
  return neededFor(moments, skewnessOf(values, moments), precision);
}

/** As `replicationsNeeded`, for values that have been summed and a precision that has been checked. */
export function neededFor(moments: MomentSum, skewness: number | undefined, precision: Precision): number | undefined {
  const { count, mean = NaN, deviation = NaN } = moments;
  if (!varies(moments)) return undefined;
  const { confidence = 0.95, minimum = 10 } = precision;
  const least = Math.max(count, minimum, neededForSkewness(skewness));
  const target = greatestHalfWidth(mean, precision);
  // Student's quantile is above the normal one, so the result is not below this, and at most a few steps away.
  const root = (studentQuantile(confidence, Infinity) * deviation) / target;
  const normal = Math.floor(root * root) - 1;
  let needed = Math.max(least, normal);
  while (needed <= Number.MAX_SAFE_INTEGER) {
    if (halfWidthOf(deviation, needed, confidence) <= target) return needed;
    needed++;
  }
  return undefined;
}

/** Half-width at which the mean is as close to the true one as required; its own error is in the denominator too. */
export function greatestHalfWidth(mean: number, { relative }: Precision): number {
  return (Math.abs(mean) * relative) / (1 + relative);
}

/**
 * Checks the arguments and returns the values.
 *
 * @throws DiscoError ARGUMENT_INVALID that names the called function
 */
export function checked(caller: string, values: Series, precision: Precision): Series {
  checkPrecision(caller, precision);
  checkSeries(caller, 'values', values);
  return values;
}

/**
 * Refuses an invalid precision.
 *
 * @param what the start of the message, such as `precision of response 'wait'`
 * @throws DiscoError ARGUMENT_INVALID
 */
export function checkPrecision(what: string, { relative, confidence = 0.95, minimum = 10 }: Precision): void {
  const parameters = new Parameters(what);
  parameters.check('relative', relative, relative > 0 && relative < 1, 'a number between 0 and 1, such as 0.01');
  checkConfidence(what, confidence);
  parameters.count('minimum', minimum, 2);
}
