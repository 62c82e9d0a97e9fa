import { Parameters } from './parameters.js';
import { autocorrelationOf, meansOfBatches } from './batches.js';
import { correlationTime } from './correlation-time.js';
import { varies } from './interval-warning.js';
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
   * Correlation of each batch mean with the next, from -1 to 1. Clearly above 0, the batches are too short; near 0, it proves
   * nothing, because of 20 means it is mostly chance: `warning` looks at the values themselves. Undefined where all batch means
   * are equal.
   */
  readonly autocorrelation: number | undefined;
  /** So many independent values say as much of the mean as one batch: its size over the correlation time of the run. */
  readonly effective: number;
  /** Why the interval is not to be relied on; undefined where `effective` is 20 or more and the means vary. */
  readonly warning: string | undefined;
}

/** With so many independent values in each batch, hardly any run that is too short passes for long enough. */
const LEAST_EFFECTIVE = 20;

/**
 * An interval for the steady-state mean from one long run whose values depend on each other: the means of long batches
 * hardly do. All batches are of one size; where the values do not divide, the first ones are left out. Take off the
 * transient before, as with `mser`. Source: A. M. Law, "Simulation Modeling and Analysis" (5th ed., 2015), section 9.5.3.
 * `steadyStateMean` chooses the size of the batches itself.
 *
 * It assumes that the batches are long. Where a batch is worth less than 20 independent values, `warning` says so, and how
 * long a run would do; a shorter run looks less correlated than it is, so that a weaker check would let through the very runs
 * whose interval misses. With 20 batches, 95 % intervals of an autoregression with φ = 0.99 cover in 60 % of runs of 1,000
 * values and in 95 % of 50,000; of the waits of an M/M/1 queue at ρ = 0.9, in 83 % of 10,000 values and in 93 % of 200,000.
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
  if (!varies(moments))
    return 'all batch means are equal: that is no certainty, as what is rare may not have happened yet';
  if (effective >= LEAST_EFFECTIVE) return undefined;
  const needed = Number(((length / effective) * LEAST_EFFECTIVE).toPrecision(2));
  return (
    `a batch is worth ${effective.toFixed(1)} independent values; with less than ${LEAST_EFFECTIVE}, the interval is too narrow: ` +
    `take fewer batches, or a run of ${needed} values or more`
  );
}
