import { DiscoError, entryAt } from '@disco-engine/kernel';
import type { ChannelSummary } from './channel-summary.js';
import type { LogChannel } from './log-channel.js';
import { sinkInUse } from './log-failure.js';
import type { LogBlock, LoggedRun, LogSink } from './log-sink.js';

/** The records of a channel, in the order in which they were made. */
export interface ChannelRecords {
  readonly epochs: Float64Array;
  readonly values: Float64Array;
  /** Elements of a vector or numbers of states; otherwise 0. */
  readonly indices: Int32Array;
}

/**
 * Keeps the log of a run in memory. It can be read at any time: while the run is paused, and after it has been disposed of.
 *
 * @example
 * const log = new MemoryLog();
 * const simulation = await Simulation.create(SupplyChain, { scenario, log });
 * simulation.until(365);
 * log.records('stage/Part_0001', 'stock').values;
 */
export class MemoryLog implements LogSink {
  readonly name = 'memory';
  #run: LoggedRun | undefined;
  #channels: readonly LogChannel[] = [];
  #records: RecordList[] = [];

  /** All channels, in canonical order. */
  get channels(): readonly LogChannel[] {
    return this.#channels;
  }

  /** Summaries of all channels, after the warm-up and up to the last horizon that the run has reached. */
  get summaries(): readonly ChannelSummary[] {
    return this.#run?.summaries() ?? [];
  }

  /** A copy of the records of a channel. @throws DiscoError `CHANNEL_UNKNOWN` */
  records(node: string, name: string): ChannelRecords {
    const number = this.#channels.findIndex((channel) => channel.node === node && channel.name === name);
    if (number < 0) throw unknownChannel(node, name, this.#channels);
    this.#run?.flush();
    return entryAt(this.#records, number).copy();
  }

  /** @internal */
  open(run: LoggedRun): void {
    if (this.#run !== undefined) throw sinkInUse(this);
    this.#run = run;
  }

  /** @internal */
  begin(channels: readonly LogChannel[]): void {
    this.#channels = channels;
    this.#records = channels.map(() => new RecordList());
  }

  /** @internal */
  take({ count, channels, epochs, values, indices }: LogBlock): void {
    for (let row = 0; row < count; row++)
      entryAt(this.#records, channels[row] ?? NaN).push(epochs[row] ?? NaN, values[row] ?? NaN, indices[row] ?? NaN);
  }

  /** @internal */
  close(): void {}

  /** @internal */
  abandon(): void {}
}

class RecordList {
  private count = 0;
  private epochs = new Float64Array(8);
  private values = new Float64Array(8);
  private indices = new Int32Array(8);

  push(epoch: number, value: number, index: number): void {
    if (this.count === this.epochs.length) this.grow();
    this.epochs[this.count] = epoch;
    this.values[this.count] = value;
    this.indices[this.count] = index;
    this.count += 1;
  }

  copy(): ChannelRecords {
    const { count } = this;
    return {
      epochs: this.epochs.slice(0, count),
      values: this.values.slice(0, count),
      indices: this.indices.slice(0, count),
    };
  }

  private grow(): void {
    const { epochs, values, indices } = this;
    const capacity = 2 * epochs.length;
    (this.epochs = new Float64Array(capacity)).set(epochs);
    (this.values = new Float64Array(capacity)).set(values);
    (this.indices = new Int32Array(capacity)).set(indices);
  }
}

function unknownChannel(node: string, name: string, channels: readonly LogChannel[]): DiscoError {
  const own = channels.filter((channel) => channel.node === node).map((channel) => channel.name);
  return new DiscoError(
    'CHANNEL_UNKNOWN',
    `node '${node}' has no log channel '${name}'; it has: ${own.join(', ') || 'none'}`,
    { node },
  );
}
