import { Parameters } from './parameters.js';
import { autocorrelationOf, meansOfBatches } from './batches.js';
import { correlationTime } from './correlation-time.js';
import { varies } from './interval-warning.js';
import { intervalOf, type MeanInterval } from './mean-interval.js';
import { type MomentSum, momentsOf } from './moment-sum.js';
import { checkSeries, type Series } from './series.js';
import { checkConfidence } from './student-quantile.js';

/** Options of `batchMeans`. */
export interface BatchMeansOptions {
  /** Number of batches; whole, from 2 to the number of values. Default 20; 10 to 30 is usual (Schmeiser 1982). */
  readonly batches?: number;
  /** Probability that the interval covers the true mean; between 0 and 1. Default 0.95. */
  readonly confidence?: number;
}

/** The t interval of the batch means; its `count` is the number of batches. */
export interface BatchMeans extends MeanInterval {
  /** Mean of each batch, in the order of the series. */
  readonly means: Float64Array;
  /** Number of values in each batch. */
  readonly batchSize: number;
  /**
   * Correlation of each batch mean with the next, from -1 to 1. If it is clearly above 0, the batches are too short; if it is
   * near 0, that proves nothing, because with 20 means it is mostly chance: `warning` examines the values themselves. Undefined
   * if all batch means are equal.
   */
  readonly autocorrelation: number | undefined;
  /**
   * Number of independent values that say as much about the mean as one batch: its size over the correlation time of the run.
   */
  readonly effective: number;
  /** Why the interval is unreliable; undefined if `effective` is at least 20 and the means vary. */
  readonly warning: string | undefined;
}

/** With this many independent values in each batch, hardly any run that is too short passes as long enough. */
const LEAST_EFFECTIVE = 20;

/**
 * An interval for the steady-state mean from one long run whose values are correlated: the means of long batches hardly are.
 * All batches have the same size; if the values do not divide evenly, the first ones are dropped. Remove the transient
 * beforehand, for example with `mser`. Source: A. M. Law, "Simulation Modeling and Analysis" (5th ed., 2015), section 9.5.3.
 * `steadyStateMean` chooses the size of the batches itself.
 *
 * It assumes that the batches are long. If a batch is worth fewer than 20 independent values, `warning` says so, and how long a
 * run would suffice. A shorter run looks less correlated than it is, so a weaker check would accept the very runs whose
 * interval misses. With 20 batches, 95 % intervals of an autoregression with φ = 0.99 cover in 60 % of runs of 1,000 values and
 * in 95 % of 50,000; for the waits of an M/M/1 queue at ρ = 0.9, in 83 % of 10,000 values and in 93 % of 200,000.
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
  const effective = batchSize / correlationTime(values);
  return {
    ...intervalOf(moments, confidence),
    means,
    batchSize,
    autocorrelation: autocorrelationOf(means, moments),
    effective,
    warning: warningOf(moments, effective, values.length),
  };
}

function warningOf(moments: MomentSum, effective: number, length: number): string | undefined {
  if (!varies(moments)) return 'all batch means are equal, which proves little: a rare event may not have happened yet';
  if (effective >= LEAST_EFFECTIVE) return undefined;
  const needed = Number(((length / effective) * LEAST_EFFECTIVE).toPrecision(2));
  return (
    `a batch is worth ${effective.toFixed(1)} independent values; with fewer than ${LEAST_EFFECTIVE}, the interval is too narrow: ` +
    `take fewer batches, or a run of at least ${needed} values`
  );
}
