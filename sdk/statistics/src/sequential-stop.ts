import { intervalOf, type MeanInterval } from './mean-interval.js';
import { momentsOf } from './moment-sum.js';
import { checked, greatestHalfWidth, neededFor, type Precision } from './replications-needed.js';
import type { Series } from './series.js';

/** Whether an experiment has enough replications. */
export interface SequentialStop {
  readonly stop: boolean;
  readonly interval: MeanInterval;
  /** Replications that are needed in all, by estimate; the number so far once `stop` is true. See `replicationsNeeded`. */
  readonly needed: number | undefined;
}

/**
 * Asked after each replication, says when to stop: as soon as the mean is known with the relative precision and there are
 * as many replications as the least number. Source: A. M. Law, "Simulation Modeling and Analysis" (5th ed., 2015),
 * section 9.4.1, the sequential procedure.
 *
 * @param values one result of each replication so far; each from -1e140 to 1e140
 * @throws DiscoError ARGUMENT_INVALID
 */
export function sequentialStop(values: Series, precision: Precision): SequentialStop {
  const { confidence = 0.95, minimum = 10 } = precision;
  const moments = momentsOf(checked('sequentialStop', values, precision));
  const interval = intervalOf(moments, confidence);
  const { count, mean, halfWidth } = interval;
  const near = mean !== undefined && halfWidth !== undefined && halfWidth <= greatestHalfWidth(mean, precision);
  return { stop: near && count >= minimum, interval, needed: neededFor(moments, precision) };
}
