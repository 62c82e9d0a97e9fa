import { Parameters } from './parameters.js';
import { neededForSkewness, varies } from './interval-warning.js';
import { halfWidthOf } from './mean-interval.js';
import { type MomentSum, momentsOf } from './moment-sum.js';
import { checkSeries, type Series } from './series.js';
import { skewnessOf } from './skewness.js';
import { checkConfidence, studentQuantile } from './student-quantile.js';

/** How well the mean of an experiment is to be known. */
export interface Precision {
  /** Greatest error of the mean, as a part of the true mean; between 0 and 1, such as 0.01 for one percent. */
  readonly relative: number;
  /** Probability that the error is not greater; between 0 and 1. Default 0.95. */
  readonly confidence?: number;
  /**
   * Least number of replications; whole, 2 or more. Default 10, as the deviation of fewer is mostly chance: with 2, intervals
   * of 95 % that stop an experiment cover in as few as 91 % even where results are normal. Where something rare matters, three times one over its probability.
   */
  readonly minimum?: number;
}

/**
 * Estimates how many replications are needed in all, those so far included, if mean and deviation stay as they are.
 * Source: A. M. Law, "Simulation Modeling and Analysis" (5th ed., 2015), section 9.4.1: the least i, not below the number
 * so far, at which the half-width is at most γ / (1 + γ) of the mean, where γ is the relative error; and at least 25 times the
 * squared skewness of the values, as `sequentialStop` asks for.
 *
 * @param values one result of each replication so far; each from -1e140 to 1e140
 * @returns undefined with less than two values, where the values do not vary and so say nothing of it, and where the mean is so
 *   near to 0 that no number from 0 to 2^53 - 1 is enough
 * @throws DiscoError ARGUMENT_INVALID
 */
export function replicationsNeeded(values: Series, precision: Precision): number | undefined {
  const moments = momentsOf(checked('replicationsNeeded', values, precision));
  return neededFor(moments, skewnessOf(values, moments), precision);
}

/** As `replicationsNeeded`, of values that have been summed and a precision that has been checked. */
export function neededFor(moments: MomentSum, skewness: number | undefined, precision: Precision): number | undefined {
  const { count, mean = NaN, deviation = NaN } = moments;
  if (!varies(moments)) return undefined;
  const { confidence = 0.95, minimum = 10 } = precision;
  const least = Math.max(count, minimum, neededForSkewness(skewness));
  const target = greatestHalfWidth(mean, precision);
  // Student's quantile is above the normal one, so the answer is not below this, and it is a few steps away at most.
  const root = (studentQuantile(confidence, Infinity) * deviation) / target;
  const normal = Math.floor(root * root) - 1;
  let needed = Math.max(least, normal);
  while (needed <= Number.MAX_SAFE_INTEGER) {
    if (halfWidthOf(deviation, needed, confidence) <= target) return needed;
    needed++;
  }
  return undefined;
}

/** Half-width at which the mean is as near to the true one as is asked: its own error is in the denominator, too. */
export function greatestHalfWidth(mean: number, { relative }: Precision): number {
  return (Math.abs(mean) * relative) / (1 + relative);
}

/**
 * The same values.
 *
 * @throws DiscoError ARGUMENT_INVALID that names the function that was called
 */
export function checked(caller: string, values: Series, precision: Precision): Series {
  checkPrecision(caller, precision);
  checkSeries(caller, 'values', values);
  return values;
}

/**
 * Refuses a precision that has no meaning.
 *
 * @param what the message begins with, such as `precision of response 'wait'`
 * @throws DiscoError ARGUMENT_INVALID
 */
export function checkPrecision(what: string, { relative, confidence = 0.95, minimum = 10 }: Precision): void {
  const parameters = new Parameters(what);
  parameters.check('relative', relative, relative > 0 && relative < 1, 'a number between 0 and 1, such as 0.01');
  checkConfidence(what, confidence);
  parameters.count('minimum', minimum, 2);
}
