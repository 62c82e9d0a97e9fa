import { WeightedMoments } from '@disco-engine/statistics/moments';
import type { SummaryFigures } from './channel-summary.js';
import { figuresOf, finite } from './figures-of.js';
import { Recorder } from './recorder.js';

/** Values of equal weight: those of a series or a tally. */
export class SampleRecorder extends Recorder {
  private readonly moments = new WeightedMoments();
  private sum = 0;
  private last = NaN;

  /** Records a value at the current epoch. @throws DiscoError `VALUE_NOT_FINITE` */
  record(value: number): void {
    if (!this.active) return;
    this.check(value);
    const { epoch } = this.clock;
    this.keep(epoch, 0, value);
    if (epoch < this.warmup) return;
    this.moments.weigh(value, 1);
    this.moments.widen(value);
    this.sum += value;
    this.last = value;
  }

  /** @internal */
  figures(): SummaryFigures {
    const { weight: count, sampleDeviation } = this.moments;
    return { ...figuresOf(count, this.moments, sampleDeviation, this.last), sum: finite(this.sum) };
  }
}
