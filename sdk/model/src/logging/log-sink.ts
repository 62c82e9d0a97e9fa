import type { ChannelSummary } from './channel-summary.js';
import type { LogChannel } from './log-channel.js';

/** Records, in the order in which they were made: row `r` is entry `r` of each array. */
export interface LogBlock {
  /** Number of rows; the arrays may be longer. */
  readonly count: number;
  /** Per row, the index of its channel in canonical order. */
  readonly channels: Int32Array;
  /** Per row, the element of a vector or the number of a state; otherwise 0. */
  readonly indices: Int32Array;
  readonly epochs: Float64Array;
  readonly values: Float64Array;
}

/** The run for which a sink was opened. */
export interface LoggedRun {
  /** Passes every record so far to the sinks. @throws DiscoError `LOG_FAILED` */
  flush(): void;
  /** See `Simulation.summaries`. */
  summaries(end?: number): ChannelSummary[];
}

/**
 * Takes the records of one run, or of one partition of it. If any of its methods throws, the run ends with `LOG_FAILED`, unless
 * `LogOptions.onFailure` says otherwise.
 *
 * The calls are `open`; `begin` once all channels are known; `take` for each block; then `close`. `abandon` may come at any
 * time.
 */
export interface LogSink {
  /** Names the sink in messages. */
  readonly name: string;
  /** Where it writes, for messages. */
  readonly file?: string | undefined;
  /** Called before the nodes are made. */
  open(run: LoggedRun): void | Promise<void>;
  /** Called once all channels are known. @param channels all of them, in canonical order */
  begin(channels: readonly LogChannel[]): void;
  /** Takes records, possibly while a handler runs. The block is reused after the call, so copy whatever is kept. */
  take(block: LogBlock): void;
  /** Called after each slice of work, while no handler runs and all records have been taken. */
  settle?(): void;
  /** Called at the end of the run; a second call has no effect. */
  close(): void | Promise<void>;
  /** Discards everything written, because the run could not be created or the sink has failed. */
  abandon(): void;
}

/** What a run logs, and where. */
export interface LogOptions {
  /** With an empty list, the records are summarized but not kept. */
  readonly sinks: readonly LogSink[];
  /** Epoch from which records count in the summaries; 0 by default. The log itself has all records. */
  readonly warmup?: number | undefined;
  /**
   * What happens when a sink fails: the run ends with `LOG_FAILED`, which is the default, or it continues without that sink, as
   * `Simulation.logFailures` reports. In the latter case, everything that the sink has written is removed; the summaries stay
   * complete.
   */
  readonly onFailure?: 'fail' | 'summary' | undefined;
  /** Selects the channels to record; all by default. */
  readonly only?: ((channel: LogChannel) => boolean) | undefined;
}
