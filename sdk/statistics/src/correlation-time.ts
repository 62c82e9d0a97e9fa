import { meansOfBatches } from './batches.js';
import { type MomentSum, momentsOf } from './moment-sum.js';
import type { Series } from './series.js';

/** The sum over lags ends where it has so many correlation times. */
const WINDOW = 5;

/** Where more lags are needed, means of twice as many values take the place of the values, which loses hardly anything then. */
const MOST_LAGS = 100;

/**
 * How many values in a row say as much of the mean as one independent value: 1 + 2 Σ of the autocorrelations, summed over
 * lags up to five times the result, with the window of A. Sokal ("Monte Carlo methods in statistical mechanics: foundations
 * and new algorithms", in "Functional Integration", 1997). At least 1; 1 where the values are all equal. Of a run that is
 * hardly longer than the answer, it is much too small.
 *
 * @param values that have been checked, in the order of the run
 */
export function correlationTime(values: Series): number {
  for (let size = 1; ; size *= 2) {
    const points = size === 1 ? values : meansOfBatches(values, 0, size, Math.floor(values.length / size));
    const sum = sumOfCorrelations(points, momentsOf(points));
    if (sum !== undefined) return Math.max(1, size * sum);
  }
}

/** Undefined where it needs too many lags. */
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
