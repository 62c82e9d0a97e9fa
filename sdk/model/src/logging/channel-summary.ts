import type { LogChannel, TotalDescription } from './log-channel.js';

/** What the records of a channel come to after the warm-up. A figure is null where there is none, or none that is finite. */
export interface SummaryFigures {
  /** Records at or after the warm-up; those of a vector are counted by element. */
  readonly count: number;
  /** Of a time-weighted channel the average over time, of a state or a vector null, of others the plain mean. */
  readonly mean: number | null;
  /** Standard deviation: that of the sample, or of a time-weighted channel over time. */
  readonly deviation: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** The value recorded last; of a state the number of it. */
  readonly last: number | null;
  /** Of a state channel: per name of a state, its share of the time. All are 0 where no time has passed. */
  readonly shares?: Readonly<Record<string, number>>;
  /** Of a histogram: per bin, how many values; what lies outside all bins is in `count` alone. */
  readonly counts?: readonly number[];
  /** Of a histogram: the bounds of its bins. */
  readonly edges?: readonly number[];
  /** Of a vector: per element, the average over time; empty where no time has passed, or one of them is not finite. */
  readonly means?: readonly number[];
  /** Of a channel that feeds a total, in one partition of a run: what `combineSummaries` makes the total of. */
  readonly feeds?: FedTotal;
}

/** What a channel of one partition adds to a total over nodes. */
export interface FedTotal {
  readonly total: TotalDescription;
  readonly warmup: number;
  /** Epoch up to which what was recorded last holds. */
  readonly end: number;
  /** Its records. */
  readonly epochs: readonly number[];
  readonly values: readonly number[];
}

/** One channel after the warm-up, as plain data for JSON. */
export interface ChannelSummary
  extends Pick<LogChannel, 'node' | 'name' | 'kind' | 'unit' | 'labels'>, SummaryFigures {}
