import { Parameters } from './parameters.js';
import { cbrt } from '@disco-engine/mathematics';
import { autocorrelationOf, meansOfBatches } from './batches.js';
import { varies } from './interval-warning.js';
import { momentsOf } from './moment-sum.js';
import { checkSeries, type Series } from './series.js';
import { skewnessOf } from './skewness.js';
import { MOST_BATCHES, spacedBatches } from './spaced-batches.js';
import { checkConfidence, studentQuantile } from './student-quantile.js';

/** A steady-state mean and its interval, which extends further on the side of the longer tail. */
export interface SteadyStateMean {
  readonly mean: number;
  readonly lower: number;
  readonly upper: number;
  /** Number of values dropped at the start, because the mean may still depend on how the run began. */
  readonly truncation: number;
  readonly batchSize: number;
  readonly batches: number;
  /**
   * Correlation of each batch mean with the next; the remaining correlation widens the interval. Undefined if all means are
   * equal.
   */
  readonly autocorrelation: number | undefined;
  /** Skewness of batch means that are so far apart that they are hardly correlated. */
  readonly skewness: number;
  /** Why the interval is unreliable, and what to do; undefined if the run is long enough. */
  readonly warning: string | undefined;
}

/** Maximum number of batches of the interval. */
const MOST_MEANS = 1024;

/**
 * An interval for the steady-state mean from one long run that chooses the warm-up and the size of its batches itself: N-Skart
 * (A. Tafazzoli, N. M. Steiger and J. R. Wilson, IEEE Transactions on Automatic Control 56(2), 2011). Batches grow until their
 * means pass a test of randomness; the width accounts for the remaining correlation, and for skewness, after R. Willink
 * (Communications in Statistics - Theory and Methods 34(7), 2005).
 *
 * It assumes that the run has a steady state whose mean is wanted, and that it lasts for hundreds of correlation times. If the
 * batches never look independent, `warning` says so; the interval is then the best that the run allows. It differs from the
 * paper in two roundings: all values that fill a batch count, and the spacer is as long as the tested one, without the
 * remainder that does not fill a batch.
 *
 * @param values in the order of the run, including its warm-up; at least 1280, each from -1e140 to 1e140
 * @param confidence probability that the interval covers the true mean; between 0 and 1
 * @throws DiscoError ARGUMENT_INVALID
 */
export function steadyStateMean(values: Series, confidence = 0.95): SteadyStateMean {
  checkConfidence('steadyStateMean', confidence);
  const { length } = values;
  const enough = length >= MOST_BATCHES;
  new Parameters('steadyStateMean').check('values.length', length, enough, `at least ${MOST_BATCHES} values`);
  checkSeries('steadyStateMean', 'values', values);
  const found = spacedBatches(values);
  const { batchSize, batches, spacer } = batchesOf(length, found);
  const truncation = length - batches * batchSize;
  const means = meansOfBatches(values, truncation, batchSize, batches);
  const moments = momentsOf(means);
  const { mean = NaN, variance = NaN } = moments;
  const autocorrelation = autocorrelationOf(means, moments);
  const correlation = autocorrelation ?? 0;
  const error = Math.sqrt(((1 + correlation) / (1 - correlation)) * (variance / batches));
  const spaced = means.filter((_, index) => (batches - 1 - index) % (spacer + 1) === 0);
  const skewness = skewnessOf(spaced, momentsOf(spaced)) ?? 0;
  const quantile = studentQuantile(confidence, spaced.length - 1);
  const bend = skewness / (6 * Math.sqrt(spaced.length));
  return {
    mean,
    lower: mean - bent(quantile, bend) * error,
    upper: mean - bent(-quantile, bend) * error,
    truncation,
    batchSize,
    batches,
    autocorrelation,
    skewness,
    warning: warningOf(varies(moments), found.isIndependent, length),
  };
}

/** Step 5: undoes the reduction of the number of batches, and uses all of the run except the first spacer. */
function batchesOf(
  length: number,
  { size, spacer, tested, batches, rounds }: ReturnType<typeof spacedBatches>,
): { readonly batchSize: number; readonly batches: number; readonly spacer: number } {
  const left = length - spacer * size;
  let inflated = tested;
  for (let round = 0; round < rounds; round++) inflated /= 0.9;
  const count = Math.min(Math.ceil(inflated), batches);
  const factor = Math.sqrt(left / (count * size));
  const isMost = Math.floor(factor * count) >= MOST_MEANS;
  const batchSize = isMost ? Math.floor(left / MOST_MEANS) : Math.max(1, Math.floor(factor * size));
  return {
    batchSize,
    batches: Math.min(MOST_MEANS, Math.floor(left / batchSize)),
    spacer: Math.ceil((spacer * size) / batchSize),
  };
}

/** Willink's adjustment of a Student quantile; without skewness, the quantile itself. */
function bent(quantile: number, bend: number): number {
  // This close to 0, the difference below would lose its digits.
  if (Math.abs(bend) < 1e-6) return quantile;
  return (cbrt(1 + 6 * bend * (quantile - bend)) - 1) / (2 * bend);
}

function warningOf(isVaried: boolean, isIndependent: boolean, length: number): string | undefined {
  if (!isVaried) return 'all batch means are equal, which proves little: a rare event may not have happened yet';
  if (isIndependent) return undefined;
  return (
    `the batches of a run of ${length} values still depend on each other, and the interval may be too narrow: ` +
    `take a run at least twice as long`
  );
}
