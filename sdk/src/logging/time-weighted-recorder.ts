import type { SummaryFigures } from './channel-summary.js';
import { Recorder } from './recorder.js';
import { finite, RunningSums } from './running-sums.js';

/** A value that lasts until the next one is recorded, such as a stock. One from before the warm-up counts from there on. */
export class TimeWeightedRecorder extends Recorder {
  private readonly sums = new RunningSums();
  private value = NaN;
  /** From when on the value counts; Infinity before the first one. */
  private since = Infinity;

  /** Records the value that holds from now on. */
  record(value: number): void {
    if (!this.active) return;
    const { epoch } = this.clock;
    const { sums } = this;
    this.keep(epoch, 0, value);
    this.last(sums, epoch);
    this.value = value;
    this.since = epoch < this.warmup ? this.warmup : epoch;
    if (epoch < this.warmup) return;
    sums.count += 1;
    sums.widen(value);
  }

  /** @internal */
  figures(end: number): SummaryFigures {
    const sums = this.sums.copy();
    this.last(sums, end);
    const { count, mean, deviation, minimum, maximum } = sums;
    return { count, mean, deviation, minimum, maximum, last: finite(this.value) };
  }

  /** Counts the value as having lasted until an epoch. */
  private last(sums: RunningSums, until: number): void {
    if (!(until > this.since)) return;
    sums.weigh(this.value, until - this.since);
    sums.widen(this.value);
  }
}
