import { intervalOf, type MeanInterval } from './mean-interval.js';
import { type MomentSum, momentsOf } from './moment-sum.js';
import { checkLengths, checkSeries, type Series } from './series.js';
import { checkConfidence } from './student-quantile.js';

/** The t interval of the mean of a - b; its `count` is the number of pairs. */
export interface PairedDifference extends MeanInterval {
  /** Correlation of the pairs, from -1 to 1; undefined with fewer than two pairs, or if one side is constant. */
  readonly correlation: number | undefined;
  /**
   * Share of the variance of the difference that pairing removed: 1 - Var(a - b) / (Var a + Var b), from -1 to 1. 0.9 means a
   * tenth of the replications that independent samples would need; below 0, pairing does harm. Undefined with fewer than two
   * pairs, or if both sides are constant.
   */
  readonly varianceReduction: number | undefined;
}

/**
 * Compares two systems that ran on common random numbers: `a[i]` and `b[i]` are their results in replication i. The difference
 * is significant, at the given confidence, if the interval does not contain 0. Source: A. M. Law, "Simulation Modeling and
 * Analysis" (5th ed., 2015), sections 10.2.1 and 11.2.
 *
 * @param a each from -1e140 to 1e140
 * @param b equally many, likewise; each a[i] - b[i] too
 * @param confidence probability that the interval covers the true difference; between 0 and 1
 * @throws DiscoError ARGUMENT_INVALID
 */
export function pairedDifference(a: Series, b: Series, confidence = 0.95): PairedDifference {
  checkConfidence('pairedDifference', confidence);
  checkLengths('pairedDifference', ['b', b], ['a', a]);
  checkSeries('pairedDifference', 'a', a);
  checkSeries('pairedDifference', 'b', b);
  const ofA = momentsOf(a);
  const ofB = momentsOf(b);
  const differences = Float64Array.from(a, (value, index) => value - (b[index] ?? NaN));
  checkSeries('pairedDifference', '(a - b)', differences);
  const difference = momentsOf(differences);
  const apart = (ofA.variance ?? 0) + (ofB.variance ?? 0);
  return {
    ...intervalOf(difference, confidence),
    correlation: correlationOf([a, ofA], [b, ofB]),
    // Rounding could exceed the bound of -1.
    varianceReduction: apart > 0 ? Math.max(-1, 1 - (difference.variance ?? 0) / apart) : undefined,
  };
}

function correlationOf([a, ofA]: [Series, MomentSum], [b, ofB]: [Series, MomentSum]): number | undefined {
  const { count, mean: meanA = 0, deviation: deviationA = 0 } = ofA;
  const { mean: meanB = 0, deviation: deviationB = 0 } = ofB;
  if (deviationA === 0 || deviationB === 0) return undefined;
  let products = 0;
  for (let index = 0; index < count; index++) {
    products += (((a[index] ?? NaN) - meanA) / deviationA) * (((b[index] ?? NaN) - meanB) / deviationB);
  }
  return Math.max(-1, Math.min(1, products / (count - 1)));
}
