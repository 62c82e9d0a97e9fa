import { meansOfBatches } from './batches.js';
import { type MomentSum, momentsOf } from './moment-sum.js';
import type { Series } from './series.js';

/** The sum over lags ends after this many correlation times. */
const WINDOW = 5;

/** If more lags are needed, pairs of values are replaced by their means, which then loses hardly anything. */
const MOST_LAGS = 100;

/**
 * Number of consecutive values that say as much about the mean as one independent value: 1 + 2 Σ of the autocorrelations,
 * summed over lags up to five times the result, with the window of A. Sokal ("Monte Carlo methods in statistical mechanics:
 * foundations and new algorithms", in "Functional Integration", 1997). At least 1; 1 if the values are all equal. For a run
 * that is hardly longer than the result, it is much too small.
 *
 * @param values checked, in the order of the run
 */
export function correlationTime(values: Series): number {
  for (let size = 1; ; size *= 2) {
    const points = size === 1 ? values : meansOfBatches(values, 0, size, Math.floor(values.length / size));
    const sum = sumOfCorrelations(points, momentsOf(points));
    if (sum !== undefined) return Math.max(1, size * sum);
  }
}

/** Undefined if it needs too many lags. */
function sumOfCorrelations(points: Series, { mean = NaN, variance = 0 }: MomentSum): number | undefined {
  if (variance === 0) return 1;
  const squares = variance * (points.length - 1);
  let sum = 1;
  for (let lag = 1; lag < points.length && lag < WINDOW * sum; lag++) {
    if (lag > MOST_LAGS) return undefined;
    let products = 0;
    for (let index = lag; index < points.length; index++) {
      products += ((points[index] ?? NaN) - mean) * ((points[index - lag] ?? NaN) - mean);
    }
    sum += (2 * products) / squares;
  }
  return sum;
}
