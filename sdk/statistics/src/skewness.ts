import { type MomentSum, momentsOf } from './moment-sum.js';
import { checkSeries, type Series } from './series.js';

/**
 * The skewness of a sample: 0 if it is symmetric, above 0 if its longer tail is on the right, 2 for exponential values. The
 * adjusted coefficient G1 of D. N. Joanes and C. A. Gill, The Statistician 47(1), 1998, as in most packages. For n values it is
 * at most √n, so few values cannot show great skewness.
 *
 * @param values each from -1e140 to 1e140, in any order
 * @returns undefined with fewer than three values, and if all are equal
 * @throws DiscoError ARGUMENT_INVALID
 */
export function skewness(values: Series): number | undefined {
  checkSeries('skewness', 'values', values);
  return skewnessOf(values, momentsOf(values));
}

/** As `skewness`, for values that have been checked and summed. */
export function skewnessOf(values: Series, { count, mean = NaN, deviation = 0 }: MomentSum): number | undefined {
  if (count < 3 || deviation === 0) return undefined;
  let cubes = 0;
  for (let index = 0; index < count; index++) {
    const distance = ((values[index] ?? NaN) - mean) / deviation;
    cubes += distance * distance * distance;
  }
  return (cubes * count) / ((count - 1) * (count - 2));
}
