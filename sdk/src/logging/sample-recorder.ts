import type { SummaryFigures } from './channel-summary.js';
import { Recorder } from './recorder.js';
import { finite, RunningSums } from './running-sums.js';

/** Values of which each counts as much as the others: those of a series or a tally. */
export class SampleRecorder extends Recorder {
  private readonly sums = new RunningSums();
  private last = NaN;

  /** Records a value of now. */
  record(value: number): void {
    if (!this.active) return;
    const { epoch } = this.clock;
    this.keep(epoch, 0, value);
    if (epoch < this.warmup) return;
    const { sums } = this;
    sums.count += 1;
    sums.weigh(value, 1);
    sums.widen(value);
    this.last = value;
  }

  /** @internal */
  figures(): SummaryFigures {
    const { count, mean, sampleDeviation: deviation, minimum, maximum } = this.sums;
    return { count, mean, deviation, minimum, maximum, last: finite(this.last) };
  }
}
