import type { ChannelSummary } from './channel-summary.js';
import type { LogChannel } from './log-channel.js';

/** Some records, in the order in which they were made: row `r` is entry `r` of each array. */
export interface LogBlock {
  /** Rows; the arrays may be longer. */
  readonly count: number;
  /** Per row its channel, by its number in the canonical order. */
  readonly channels: Int32Array;
  /** Per row the element of a vector or the number of a state; 0 otherwise. */
  readonly indices: Int32Array;
  readonly epochs: Float64Array;
  readonly values: Float64Array;
}

/** The run that a sink was opened for. */
export interface LoggedRun {
  /** Hands every record so far to the sinks. @throws DiscoError `LOG_FAILED` */
  flush(): void;
  /** See `Simulation.summaries`. */
  summaries(end?: number): ChannelSummary[];
}

/**
 * Takes the records of one run, or of one partition of it. What any of its methods throws ends the run with `LOG_FAILED`, unless
 * `LogOptions.onFailure` says otherwise.
 *
 * `open`, then `begin` when all channels are known, then `take` for each block, then `close`; or `abandon` at any time.
 */
export interface LogSink {
  /** Names the sink in messages. */
  readonly name: string;
  /** Where it writes, for messages. */
  readonly file?: string | undefined;
  /** Called before nodes are made. */
  open(run: LoggedRun): void | Promise<void>;
  /** @param channels all of them, in canonical order */
  begin(channels: readonly LogChannel[]): void;
  /** Takes records in, perhaps while a handler runs. The block is used again after the call, so what is kept must be copied. */
  take(block: LogBlock): void;
  /** Called while no handler runs and all records have been taken: after each slice of work. */
  settle?(): void;
  /** Called at the end of the run, and again has no effect. */
  close(): void | Promise<void>;
  /** Leaves nothing behind, because the run could not be made, or the sink has failed. */
  abandon(): void;
}

/** What a run logs, and where to. */
export interface LogOptions {
  /** With none, the records are summarized and not kept. */
  readonly sinks: readonly LogSink[];
  /** Epoch from which on records count for the summaries; 0 by default. The log itself has all records. */
  readonly warmup?: number | undefined;
  /**
   * What becomes of a run whose sink fails: it ends with `LOG_FAILED`, which is the default; or it goes on without that sink, and
   * `Simulation.logFailures` tells. What the sink had written is removed then, and the summaries are whole.
   */
  readonly onFailure?: 'fail' | 'summary' | undefined;
  /** Which channels are recorded; all by default. */
  readonly only?: ((channel: LogChannel) => boolean) | undefined;
}
