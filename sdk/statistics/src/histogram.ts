import { Parameters } from './parameters.js';
import { momentsOf } from './moment-sum.js';
import { checkSeries, isMeasurable, type Series } from './series.js';

/**
 * Either the number of bins, whole and from 1 to 1,000,000, which then divide the range from the minimum to the maximum evenly;
 * or the edges of the bins, at least two, strictly ascending, each from -1e140 to 1e140.
 */
export type HistogramOptions = { readonly bins: number } | { readonly edges: Series };

const MOST_BINS = 1_000_000;

/** The number of values in each bin. */
export interface Histogram {
  /** Bin i includes `edges[i]` and excludes `edges[i + 1]`; the last bin includes both. */
  readonly edges: Float64Array;
  /** One for each bin. */
  readonly counts: Uint32Array;
  /** Number of values below the first edge. */
  readonly below: number;
  /** Number of values above the last edge. */
  readonly above: number;
}

/**
 * Counts the values in each bin. Given a number of bins, if all values are equal, the bins lie around that value; without
 * values, they cover 0 to 1, as in NumPy. If the values are too close to fit so many distinct edges between them, some edges
 * are equal, and the bins between these are empty.
 *
 * @param values each from -1e140 to 1e140, in any order
 * @throws DiscoError ARGUMENT_INVALID
 */
export function histogramOf(values: Series, options: HistogramOptions): Histogram {
  checkSeries('histogramOf', 'values', values);
  const edges = 'edges' in options ? givenEdges(options.edges) : evenEdges(values, options.bins);
  const last = edges.length - 1;
  const [least = NaN, greatest = NaN] = [edges[0], edges[last]];
  const counts = new Uint32Array(last);
  let below = 0;
  let above = 0;
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? NaN;
    if (value < least) below++;
    else if (value > greatest) above++;
    else {
      const bin = binOf(edges, value);
      counts[bin] = (counts[bin] ?? NaN) + 1;
    }
  }
  return { edges, counts, below, above };
}

function givenEdges(edges: Series): Float64Array {
  const parameters = new Parameters('histogramOf');
  parameters.check('edges.length', edges.length, edges.length >= 2, 'at least 2 edges');
  for (let index = 0; index < edges.length; index++) {
    const edge = edges[index] ?? NaN;
    const rises = index === 0 || edge > (edges[index - 1] ?? NaN);
    const expected = 'a number from -1e140 to 1e140, above the previous edge';
    parameters.check(`edges[${index}]`, edge, rises && isMeasurable(edge), expected);
  }
  return Float64Array.from(edges);
}

function evenEdges(values: Series, bins: number): Float64Array {
  const possible = Number.isInteger(bins) && bins >= 1 && bins <= MOST_BINS;
  new Parameters('histogramOf').check('bins', bins, possible, `a whole number from 1 to ${MOST_BINS}`);
  let { minimum = 0, maximum = 1 } = momentsOf(values);
  if (minimum === maximum) {
    // Half a unit, or more if a half would be lost in rounding.
    const around = Math.max(0.5, Math.abs(minimum) * 1e-6);
    minimum -= around;
    maximum += around;
  }
  const width = (maximum - minimum) / bins;
  const edges = Float64Array.from({ length: bins + 1 }, (_, index) => Math.min(maximum, minimum + width * index));
  // Rounding must not exclude the maximum.
  edges[bins] = maximum;
  return edges;
}

/** The bin of a value within the edges, by bisection. */
function binOf(edges: Float64Array, value: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (value < (edges[middle] ?? NaN)) high = middle;
    else low = middle;
  }
  return low;
}
