import { Parameters } from '@disco-engine/kernel';
import { intervalOf, type MeanInterval } from './mean-interval.js';
import { type MomentSum, momentsOf } from './moment-sum.js';
import { checkSeries, type Series } from './series.js';
import { checkConfidence } from './student-quantile.js';

/** How `batchMeans` cuts a series. */
export interface BatchMeansOptions {
  /** How many batches; whole, from 2 to the number of values. Default 20; 10 to 30 is usual (Schmeiser 1982). */
  readonly batches?: number;
  /** Probability that the interval covers the true mean; between 0 and 1. Default 0.95. */
  readonly confidence?: number;
}

/** The t interval of the batch means; its `count` is the number of batches. */
export interface BatchMeans extends MeanInterval {
  /** Mean of each batch, in the order of the series. */
  readonly means: Float64Array;
  /** Values in each batch. */
  readonly batchSize: number;
  /**
   * Correlation of each batch mean with the next, from -1 to 1. Clearly above 0, the batches are too short and the
   * interval is too narrow: take fewer batches or a longer run. Undefined where all batch means are equal.
   */
  readonly autocorrelation: number | undefined;
}

/**
 * An interval for the steady-state mean from one long run whose values depend on each other: the means of long batches
 * hardly do. All batches are of one size; where the values do not divide, the first ones are left out. Take off the
 * transient before, as with `mser`. Source: A. M. Law, "Simulation Modeling and Analysis" (5th ed., 2015), section 9.5.3.
 *
 * @param values in the order of the run; each from -1e140 to 1e140
 * @throws DiscoError ARGUMENT_INVALID
 */
export function batchMeans(values: Series, options: BatchMeansOptions = {}): BatchMeans {
  const { batches = 20, confidence = 0.95 } = options;
  checkConfidence('batchMeans', confidence);
  checkSeries('batchMeans', 'values', values);
  const batchSize = Math.floor(values.length / batches);
  const possible = Number.isSafeInteger(batches) && batches >= 2 && batchSize >= 1;
  const expected = `a whole number from 2 to the number of values, which is ${values.length}`;
  new Parameters('batchMeans').check('batches', batches, possible, expected);
  const means = meansOfBatches(values, values.length - batches * batchSize, batchSize, batches);
  const moments = momentsOf(means);
  return { ...intervalOf(moments, confidence), means, batchSize, autocorrelation: autocorrelationOf(means, moments) };
}

/** Means of batches of one size that follow each other from `start` on. */
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

function autocorrelationOf(means: Float64Array, { mean = 0 }: MomentSum): number | undefined {
  let products = 0;
  let squares = 0;
  for (let index = 0; index < means.length; index++) {
    const difference = (means[index] ?? NaN) - mean;
    squares += difference * difference;
    if (index > 0) products += difference * ((means[index - 1] ?? NaN) - mean);
  }
  return squares > 0 ? products / squares : undefined;
}
