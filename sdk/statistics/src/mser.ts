import { Parameters } from './parameters.js';
import { meansOfBatches } from './batches.js';
import { MomentSum } from './moment-sum.js';
import { checkSeries, type Series } from './series.js';

/** Options of `mser`. */
export interface MserOptions {
  /** Number of values that are averaged into one; whole, at least 1. Default 5, which is MSER-5. */
  readonly batch?: number;
}

/** Where the transient of a run ends. */
export interface Mser {
  /** Number of values to drop at the start: a multiple of the batch, at most half of the run. */
  readonly truncation: number;
  /**
   * For each number of dropped batches, from 0 to half of them, the squared standard error of the mean of the rest, as if the
   * batches were independent; `truncation` is where it is least. If it is least at the end, the run is too short to tell where
   * the transient ends. Empty if the run has no whole batch.
   */
  readonly statistic: Float64Array;
}

/**
 * Finds how much of the start of a run to drop, so that the mean of the rest has the least estimated error: MSER-5 (K. P.
 * White, Simulation 69(6), 1997; K. P. White, M. J. Cobb and S. C. Spratt, Winter Simulation Conference 2000). It searches only
 * the first half, because the few values of a short rest look alike by chance, and keeps at least two batches. Values at the
 * end that do not fill a batch are ignored.
 *
 * @param values in the order of the run; each from -1e140 to 1e140
 * @throws DiscoError ARGUMENT_INVALID
 */
export function mser(values: Series, options: MserOptions = {}): Mser {
  const batch = new Parameters('mser').count('batch', options.batch ?? 5, 1);
  checkSeries('mser', 'values', values);
  const means = meansOfBatches(values, 0, batch, Math.floor(values.length / batch));
  // With two batches, none can be dropped: the rest would have an error of 0.
  const most = means.length === 2 ? 0 : Math.floor(means.length / 2);
  const statistic = new Float64Array(Math.min(means.length, most + 1));
  const rest = new MomentSum();
  let least = 0;
  for (let left = means.length - 1; left >= 0; left--) {
    rest.add(means[left] ?? NaN);
    if (left > most) continue;
    const { count, variance = 0 } = rest;
    statistic[left] = (variance * (count - 1)) / (count * count);
    // Among equals the first, which keeps the most values.
    if (left === most || (statistic[left] ?? NaN) <= (statistic[least] ?? NaN)) least = left;
  }
  return { truncation: least * batch, statistic };
}
