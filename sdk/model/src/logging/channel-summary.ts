import type { LogChannel, TotalDescription } from './log-channel.js';

/** The statistics of a channel's records after the warm-up. A figure is null if it does not exist or is not finite. */
export interface SummaryFigures {
  /** Number of records at or after the warm-up; for a vector, its elements count individually. */
  readonly count: number;
  /** For a time-weighted channel the average over time, for a state or a vector null, otherwise the plain mean. */
  readonly mean: number | null;
  /** For a series, a tally or a histogram: the records added up in their order; exact if they are whole numbers, as counts are. */
  readonly sum?: number | null;
  /** Standard deviation: of the sample or, for a time-weighted channel, over time. */
  readonly deviation: number | null;
  readonly minimum: number | null;
  readonly maximum: number | null;
  /** The last recorded value; for a state, its number. */
  readonly last: number | null;
  /** For a state channel: the share of time of each state, by name. All are 0 if no time has passed. */
  readonly shares?: Readonly<Record<string, number>>;
  /** For a histogram: the number of values per bin; values outside all bins are only in `count`. */
  readonly counts?: readonly number[];
  /** For a histogram: the edges of its bins. */
  readonly edges?: readonly number[];
  /** For a vector: the average over time per element; empty if no time has passed, or if one is not finite. */
  readonly means?: readonly number[];
  /** For a channel that feeds a total, in one partition of a run: the input from which `combineSummaries` makes the total. */
  readonly feeds?: FedTotal;
}

/** The contribution of a channel of one partition to a total over nodes. */
export interface FedTotal {
  readonly total: TotalDescription;
  readonly warmup: number;
  /** Epoch until which the last recorded value holds. */
  readonly end: number;
  /** Epochs of its records. */
  readonly epochs: readonly number[];
  readonly values: readonly number[];
}

/** The summary of one channel after the warm-up, as plain JSON data. */
export interface ChannelSummary
  extends Pick<LogChannel, 'node' | 'name' | 'kind' | 'unit' | 'labels'>, SummaryFigures {}
