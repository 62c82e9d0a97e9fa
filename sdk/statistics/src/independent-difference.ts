import { type MomentSum, momentsOf } from './moment-sum.js';
import { checkSeries, type Series } from './series.js';
import { checkConfidence, studentQuantile } from './student-quantile.js';

/** An interval for the difference of two means. */
export interface DifferenceInterval {
  /** Mean of a minus mean of b; undefined if one of them has no values. */
  readonly mean: number | undefined;
  /** Half the width of the interval; undefined, as are both ends, if one of them has fewer than two values. */
  readonly halfWidth: number | undefined;
  readonly lower: number | undefined;
  readonly upper: number | undefined;
}

/**
 * Compares two systems whose results are independent of each other, such as cases without common random numbers: the interval
 * of B. L. Welch (Biometrika 34, 1947) for the mean of a minus the mean of b, which requires neither equal numbers of values
 * nor equal variances. For paired results, `pairedDifference` is narrower. It assumes values that are about normal; a series
 * that does not vary counts as known without error (see `intervalWarning`).
 *
 * @param a each from -1e140 to 1e140
 * @param b likewise, of any length
 * @param confidence probability that the interval covers the true difference; between 0 and 1
 * @throws DiscoError ARGUMENT_INVALID
 */
export function independentDifference(a: Series, b: Series, confidence = 0.95): DifferenceInterval {
  checkConfidence('independentDifference', confidence);
  checkSeries('independentDifference', 'a', a);
  checkSeries('independentDifference', 'b', b);
  return welchInterval(momentsOf(a), momentsOf(b), confidence);
}

/** The interval for values that have been summed; with a confidence of at most 0, it has no width. */
export function welchInterval(a: MomentSum, b: MomentSum, confidence: number): DifferenceInterval {
  const [shareA, shareB] = [(a.variance ?? NaN) / a.count, (b.variance ?? NaN) / b.count];
  if (a.mean === undefined || b.mean === undefined)
    return { mean: undefined, halfWidth: undefined, lower: undefined, upper: undefined };
  const mean = a.mean - b.mean;
  if (a.count < 2 || b.count < 2) return { mean, halfWidth: undefined, lower: undefined, upper: undefined };
  const total = shareA + shareB;
  const [partA, partB] = [shareA / total, shareB / total];
  const degrees = 1 / ((partA * partA) / (a.count - 1) + (partB * partB) / (b.count - 1));
  const halfWidth = total > 0 ? studentQuantile(confidence, degrees) * Math.sqrt(total) : 0;
  return { mean, halfWidth, lower: mean - halfWidth, upper: mean + halfWidth };
}
