import { WeightedMoments } from '@disco-engine/statistics/moments';
import type { SummaryFigures } from './channel-summary.js';
import { figuresOf } from './figures-of.js';
import { Recorder } from './recorder.js';

/**
 * A value that holds until the next one is recorded, such as a stock. A value from before the warm-up counts from the warm-up
 * on.
 */
export class TimeWeightedRecorder extends Recorder {
  private readonly moments = new WeightedMoments();
  private count = 0;
  private value = NaN;
  /** The epoch from which the value counts; Infinity before the first one. */
  private since = Infinity;

  /** Records the value that holds from now on. @throws DiscoError `VALUE_NOT_FINITE` */
  record(value: number): void {
    if (!this.active) return;
    this.check(value);
    const { epoch } = this.clock;
    this.keep(epoch, 0, value);
    this.last(this.moments, epoch);
    this.value = value;
    this.since = epoch < this.warmup ? this.warmup : epoch;
    if (epoch < this.warmup) return;
    this.count += 1;
    this.moments.widen(value);
  }

  /** @internal */
  figures(end: number): SummaryFigures {
    const moments = this.moments.copy();
    this.last(moments, end);
    return figuresOf(this.count, moments, moments.deviation, this.value);
  }

  /** Weighs the value with the time that it has held until an epoch. */
  private last(moments: WeightedMoments, until: number): void {
    if (!(until > this.since)) return;
    moments.weigh(this.value, until - this.since);
    moments.widen(this.value);
  }
}
