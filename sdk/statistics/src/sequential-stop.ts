import { type IntervalWarning, neededForSkewness, stopWarningOf, varies, warningOf } from './interval-warning.js';
import { intervalOf, type MeanInterval } from './mean-interval.js';
import { momentsOf } from './moment-sum.js';
import { checked, greatestHalfWidth, neededFor, type Precision } from './replications-needed.js';
import type { Series } from './series.js';
import { skewnessOf } from './skewness.js';

/** Whether an experiment has enough replications. */
export interface SequentialStop {
  readonly stop: boolean;
  /**
   * `precise`: it stops. It continues if there are too `few` replications; if the values are `constant`, which does not prove
   * that they stay so; if the interval is too `wide`; and if it is narrow enough, but the values are too `skewed` for so few.
   */
  readonly reason: 'precise' | 'few' | 'constant' | 'wide' | 'skewed';
  /**
   * A warning about the current interval; see `intervalWarning`. Once it stops: if there are fewer than ten replications, or
   * they are so skewed that the interval covers less often than it claims.
   */
  readonly warning: IntervalWarning | undefined;
  readonly interval: MeanInterval;
  /**
   * Estimated total number of replications needed; the number so far once `stop` is true; undefined while there is no basis for
   * an estimate. See `replicationsNeeded`.
   */
  readonly needed: number | undefined;
}

/**
 * Called after each replication, decides when to stop: as soon as the mean has the required relative precision, and there are
 * at least as many replications as the minimum and 25 times the squared skewness of the results. Source: A. M. Law, "Simulation
 * Modeling and Analysis" (5th ed., 2015), section 9.4.1, the sequential procedure; the limit by skewness is that of W. G.
 * Cochran ("Sampling Techniques", 3rd ed., 1977, section 2.15).
 *
 * Results that do not vary, such as ten zeros, never stop an experiment, which then runs to its maximum: they cannot show how
 * well the mean is known. The same holds if the deviation is no more than rounding. An event that is too rare to occur in the
 * minimum number of replications is still missed if other things vary: choose a `minimum` in which it would occur, three times
 * the reciprocal of its probability (`unseenProbability`).
 *
 * Measured with 95 % intervals at a relative error of 0.3: once they stop, they cover in 95 % of experiments whose results are
 * normal, 93 % exponential, 88 % log-normal(0, 1), and with a `minimum` of 2 in 91, 92 and 86 %. The more replications, the
 * closer to 95 %.
 *
 * @param values one result of each replication so far; each from -1e140 to 1e140
 * @throws DiscoError ARGUMENT_INVALID
 */
export function sequentialStop(values: Series, precision: Precision): SequentialStop {
  const { confidence = 0.95 } = precision;
  const moments = momentsOf(checked('sequentialStop', values, precision));
  const interval = intervalOf(moments, confidence);
  const skewness = skewnessOf(values, moments);
  const needed = neededFor(moments, skewness, precision);
  const reason = reasonOf(interval, varies(moments), skewness, precision);
  const stop = reason === 'precise';
  const warning = stop ? stopWarningOf(moments, skewness) : warningOf(moments, skewness);
  return { stop, reason, warning, interval, needed };
}

function reasonOf(
  { count, mean = NaN, halfWidth = NaN }: MeanInterval,
  isVaried: boolean,
  skewness: number | undefined,
  precision: Precision,
): SequentialStop['reason'] {
  if (count < (precision.minimum ?? 10)) return 'few';
  if (!isVaried) return 'constant';
  if (halfWidth > greatestHalfWidth(mean, precision)) return 'wide';
  return neededForSkewness(skewness) > count ? 'skewed' : 'precise';
}
