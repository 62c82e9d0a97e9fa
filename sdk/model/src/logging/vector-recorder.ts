import { DiscoError } from '@disco-engine/kernel';
import { WeightedMoments } from '@disco-engine/statistics/moments';
import type { SummaryFigures } from './channel-summary.js';
import { finite } from './figures-of.js';
import { Recorder, type Outlet } from './recorder.js';

/** One value for each vertex of the node; each holds until the next record. */
export class VectorRecorder extends Recorder {
  /** Only for the extremes over all elements. */
  private readonly moments = new WeightedMoments();
  private count = 0;
  private readonly values: Float64Array;
  /** Per element, its average over `duration`. */
  private readonly means: Float64Array;
  private duration = 0;
  private since = Infinity;

  /** @internal @param size number of the node's vertices */
  constructor(outlet: Outlet, size: number) {
    super(outlet);
    this.values = new Float64Array(size);
    this.means = new Float64Array(size);
  }

  /**
   * Records the values that hold from now on.
   *
   * @param values one for each vertex of the node, in the order of their keys; copied
   * @throws DiscoError `ARGUMENT_INVALID` for a wrong number of values, `VALUE_NOT_FINITE`
   */
  record(values: Float64Array): void {
    if (values.length !== this.values.length) throw ofAnotherLength(values.length, this.values.length);
    if (!this.active) return;
    // Check all values before keeping any, so that a refused vector leaves no partial record.
    for (let index = 0; index < values.length; index++) this.check(values[index] ?? NaN, index);
    const { epoch } = this.clock;
    for (let index = 0; index < values.length; index++) this.keep(epoch, index, values[index] ?? NaN);
    this.last(epoch);
    this.values.set(values);
    this.since = epoch < this.warmup ? this.warmup : epoch;
    if (epoch < this.warmup) return;
    this.count += values.length;
    for (let index = 0; index < values.length; index++) this.moments.widen(values[index] ?? NaN);
  }

  /** @internal */
  figures(end: number): SummaryFigures {
    const { minimum, maximum } = this.moments;
    const rest = Math.max(0, end - this.since);
    const duration = this.duration + rest;
    const means = Array.from(this.means, (mean, index) =>
      rest > 0 ? mean + (((this.values[index] ?? NaN) - mean) * rest) / duration : mean,
    );
    const told = duration > 0 && means.every((mean) => Number.isFinite(mean)) ? means : [];
    return {
      count: this.count,
      mean: null,
      deviation: null,
      minimum: finite(minimum),
      maximum: finite(maximum),
      last: null,
      means: told,
    };
  }

  private last(until: number): void {
    const { values, means, since } = this;
    if (!(until > since)) return;
    this.duration += until - since;
    const share = until - since;
    for (let index = 0; index < means.length; index++) {
      means[index] = (means[index] ?? NaN) + (((values[index] ?? NaN) - (means[index] ?? NaN)) * share) / this.duration;
      this.moments.widen(values[index] ?? NaN);
    }
  }
}

function ofAnotherLength(given: number, wanted: number): DiscoError {
  return new DiscoError(
    'ARGUMENT_INVALID',
    `a vector of ${given} values was recorded, but the channel has ${wanted}; give one for each vertex of the node`,
  );
}
