import type { MomentSum } from './moment-sum.js';
import type { Series } from './series.js';

/** Means of consecutive batches of the same size, from `start` on. */
export function meansOfBatches(values: Series, start: number, size: number, batches: number): Float64Array {
  const means = new Float64Array(batches);
  for (let batch = 0; batch < batches; batch++) {
    const begin = start + batch * size;
    let mean = 0;
    for (let index = 0; index < size; index++) mean += ((values[begin + index] ?? NaN) - mean) / (index + 1);
    means[batch] = mean;
  }
  return means;
}

/** Correlation of each value with the next; undefined if all are equal. */
export function autocorrelationOf(means: Float64Array, { mean = 0 }: MomentSum): number | undefined {
  let products = 0;
  let squares = 0;
  for (let index = 0; index < means.length; index++) {
    const difference = (means[index] ?? NaN) - mean;
    squares += difference * difference;
    if (index > 0) products += difference * ((means[index - 1] ?? NaN) - mean);
  }
  return squares > 0 ? products / squares : undefined;
}
