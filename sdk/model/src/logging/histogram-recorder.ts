import { WeightedMoments } from '@disco-engine/statistics/moments';
import type { SummaryFigures } from './channel-summary.js';
import { figuresOf, finite } from './figures-of.js';
import { Recorder, type Outlet } from './recorder.js';

/** Values counted in bins. A bin includes its lower edge and excludes its upper edge; the last one includes both. */
export class HistogramRecorder extends Recorder {
  private readonly moments = new WeightedMoments();
  private readonly counts: Float64Array;
  private sum = 0;
  private last = NaN;

  /** @internal @param edges ascending, at least two */
  constructor(
    outlet: Outlet,
    private readonly edges: Float64Array,
  ) {
    super(outlet);
    this.counts = new Float64Array(edges.length - 1);
  }

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
    const bin = this.binOf(value);
    if (bin >= 0) this.counts[bin] = (this.counts[bin] ?? NaN) + 1;
  }

  /** @internal */
  figures(): SummaryFigures {
    const { weight: count, sampleDeviation } = this.moments;
    const figures = figuresOf(count, this.moments, sampleDeviation, this.last);
    return { ...figures, sum: finite(this.sum), counts: [...this.counts], edges: [...this.edges] };
  }

  /** Index of the bin; -1 for a value outside all bins. */
  private binOf(value: number): number {
    const { edges } = this;
    let low = 0;
    let high = edges.length - 1;
    if (!(value >= (edges[low] ?? NaN) && value <= (edges[high] ?? NaN))) return -1;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (value < (edges[middle] ?? NaN)) high = middle;
      else low = middle;
    }
    return low;
  }
}
