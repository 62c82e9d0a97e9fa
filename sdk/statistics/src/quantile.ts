import { Parameters } from './parameters.js';
import { checkSeries, type Series } from './series.js';

/**
 * The quantile of a sample at p, by linear interpolation between two values: type 7 of R. J. Hyndman and Y. Fan, The American
 * Statistician 50(4), 1996, which is the default of R and of NumPy. Sorts a copy.
 *
 * @param values each from -1e140 to 1e140, in any order
 * @param p from 0, the minimum, to 1, the maximum; 0.5 is the median
 * @returns undefined without values
 * @throws DiscoError ARGUMENT_INVALID
 */
export function quantile(values: Series, p: number): number | undefined {
  new Parameters('quantile').probability('p', p);
  checkSeries('quantile', 'values', values);
  if (values.length === 0) return undefined;
  const sorted = Float64Array.from(values).sort();
  const place = (sorted.length - 1) * p;
  const index = Math.floor(place);
  const lower = sorted[index] ?? NaN;
  const upper = sorted[Math.min(index + 1, sorted.length - 1)] ?? NaN;
  // Otherwise rounding could exceed the upper value, and a greater p could give less.
  return Math.min(upper, lower + (place - index) * (upper - lower));
}
