import { normalPInverse } from '@disco-engine/mathematics';
import { autocorrelationOf, meansOfBatches } from './batches.js';
import { momentsOf } from './moment-sum.js';
import type { Series } from './series.js';
import { skewnessOf } from './skewness.js';

/** Batches whose means look independent if some batches between them are dropped. */
export interface SpacedBatches {
  readonly size: number;
  /** Number of batches dropped between two; at least 0. */
  readonly spacer: number;
  /** Number of spaced means that were tested. */
  readonly tested: number;
  /** Number of batches in all, including the dropped ones. */
  readonly batches: number;
  /** Number of times that the batches became larger and fewer. */
  readonly rounds: number;
  /** False if the run is too short for batches whose means look independent. */
  readonly isIndependent: boolean;
}

/** Least number of values: the batches of the first round. */
export const MOST_BATCHES = 1280;

// The significance of the test is 0.2.
const CRITICAL = -normalPInverse(0.1);

/**
 * Steps 1 to 4 of N-Skart (see `steadyStateMean`): starts with 1280 batches of one value, or of up to 16 if these are very
 * skewed; tests whether their means are random; drops one more batch between two until they are, up to ten, or three if they
 * are skewed; then continues with batches √2 times as large and a tenth fewer of them.
 *
 * @param values checked, at least `MOST_BATCHES`
 */
export function spacedBatches(values: Series): SpacedBatches {
  const { length } = values;
  const isSkewed = skewnessAfterAFifth(values) > 4;
  let size = isSkewed ? Math.min(16, Math.floor(length / MOST_BATCHES)) : 1;
  let batches = MOST_BATCHES;
  for (let rounds = 0; ; rounds++) {
    const means = meansOfBatches(values, 0, size, batches);
    const most = skewnessAfterAFifth(means) > 0.5 ? 3 : 10;
    for (let spacer = 0; spacer <= most; spacer++) {
      const spaced = means.filter((_, index) => index % (spacer + 1) === spacer);
      const isIndependent = looksRandom(spaced);
      const found = { size, spacer, tested: spaced.length, batches, rounds, isIndependent };
      if (isIndependent) return found;
      if (spacer === most && Math.ceil(Math.SQRT2 * size) * Math.ceil(0.9 * batches) > length) return found;
    }
    size = Math.ceil(Math.SQRT2 * size);
    batches = Math.ceil(0.9 * batches);
  }
}

/** The absolute skewness of the part of a run that may have forgotten its start. */
function skewnessAfterAFifth(values: Series): number {
  const first = Math.floor(values.length / 5);
  const rest = Float64Array.from({ length: values.length - first }, (_, index) => values[first + index] ?? NaN);
  return Math.abs(skewnessOf(rest, momentsOf(rest)) ?? 0);
}

/**
 * Whether values look independent of the preceding ones, by the ratio of the mean squared difference of neighbors to the
 * variance: J. von Neumann, The Annals of Mathematical Statistics 12(4), 1941. Values that are all equal count as independent.
 */
function looksRandom(means: Float64Array): boolean {
  const { length } = means;
  const moments = momentsOf(means);
  const { mean = NaN, variance = 0 } = moments;
  if (variance === 0) return true;
  const ends = [means[0] ?? NaN, means[length - 1] ?? NaN].map((end) => (end - mean) * (end - mean));
  const [first = NaN, last = NaN] = ends;
  // 1 - Σ (difference of neighbors)² / (2 Σ (distance from the mean)²), written with the autocorrelation.
  const statistic = (autocorrelationOf(means, moments) ?? 0) + (first + last) / (2 * variance * (length - 1));
  return Math.abs(statistic) <= CRITICAL * Math.sqrt((length - 2) / (length * length - 1));
}
