import { DiscoError, shownValue } from '@disco-engine/kernel';
import type { ChannelSummary } from './channel-summary.js';
import { LogBuffer } from './log-buffer.js';
import { compareChannels, type LogChannel } from './log-channel.js';
import { logFailure } from './log-failure.js';
import type { LogBlock, LoggedRun, LogOptions, LogSink } from './log-sink.js';
import type { Outlet, Recorder, RefuseValue } from './recorder.js';
import { valueNotFinite } from './value-not-finite.js';

/** The most records that wait for the sinks: 1.5 MB. */
const CAPACITY = 65_536;

/**
 * The log of one simulation. It gathers the records of all nodes hosted here, whichever worker they belong to, and passes them
 * to the sinks block by block. Without options it accepts channels and drops their records.
 */
export class RunLog implements LoggedRun {
  #sinks: readonly LogSink[];
  readonly #options: LogOptions | undefined;
  readonly #buffer: LogBuffer;
  /** Channels, in canonical order once the run has begun. */
  #channels: { readonly channel: LogChannel; readonly recorder: Recorder; readonly number: number }[] = [];
  #registered = 0;
  readonly #settling: ((before: number) => void)[] = [];
  /** Per channel, by registration number, its index in canonical order. */
  #places = new Int32Array(0);
  /** Blocks that filled up before all channels were known. */
  #early: LogBlock[] = [];
  readonly #watched: boolean;
  #begun = false;
  #end = 0;
  #failure: DiscoError | undefined;
  /** The first refused record: the one with the least epoch, then the first in canonical order. */
  #refused: { readonly channel: LogChannel; readonly epoch: number; readonly error: DiscoError } | undefined;
  readonly #dropped: DiscoError[] = [];
  #closed: Promise<void> | undefined;

  /** For `open`, and for nodes whose container has no log. @param isPart whether other nodes of the run are logged elsewhere */
  constructor(
    options?: LogOptions,
    readonly isPart = false,
  ) {
    this.#options = options;
    this.#sinks = options?.sinks ?? [];
    this.#watched = this.#sinks.some(({ settle }) => settle !== undefined);
    this.#buffer = new LogBuffer(this.#sinks.length === 0 ? 0 : CAPACITY, () => this.flush());
  }

  /** @throws DiscoError `LOG_FAILED`, `LOG_IN_USE`, `ARGUMENT_INVALID`, `PACKAGE_MISSING`; no sink is left open in that case */
  static async open(given: LogSink | LogOptions | undefined, isPart: boolean): Promise<RunLog> {
    const options = given !== undefined && 'take' in given ? { sinks: [given] } : given;
    const warmup = options?.warmup ?? 0;
    if (!(warmup >= 0 && warmup < Infinity))
      throw new DiscoError(
        'ARGUMENT_INVALID',
        `the warm-up of the log is ${shownValue(warmup)}; give a finite epoch of at least 0`,
      );
    const log = new RunLog(options, isPart);
    const opened: LogSink[] = [];
    for (const sink of log.#sinks) {
      try {
        await sink.open(log);
        opened.push(sink);
      } catch (error) {
        if (!(error instanceof DiscoError) && log.#drops(sink, error)) continue;
        for (const other of opened) other.abandon();
        throw error instanceof DiscoError ? error : logFailure(sink, error);
      }
    }
    return log;
  }

  /** Whether all channels are registered. */
  get begun(): boolean {
    return this.#begun;
  }

  /** Whether a channel registered now would be recorded. */
  get takesChannels(): boolean {
    return this.#options !== undefined && !this.#begun;
  }

  /** The failure of the log, if it has failed. */
  get failure(): DiscoError | undefined {
    return this.#failure;
  }

  /** The failures of sinks without which the run continued. */
  get dropped(): readonly DiscoError[] {
    return this.#dropped;
  }

  /** Whether a sink, or a total, must be notified of each slice of work. */
  get isWatched(): boolean {
    return this.#watched || this.#settling.length > 0;
  }

  /** Makes the recorder of a channel. Register each channel only once: the log would have it twice. */
  register<Kind extends Recorder>(channel: LogChannel, clock: Outlet['clock'], make: (outlet: Outlet) => Kind): Kind {
    const { only = () => true, warmup = 0 } = this.#options ?? {};
    const active = this.#options !== undefined && only(channel);
    const number = this.#registered++;
    const kept = this.#sinks.length > 0;
    const refuse: RefuseValue = (value, index) => this.#refuse(channel, clock.epoch, value, index);
    const recorder = make({ active, kept, buffer: this.#buffer, channel: number, clock, warmup, refuse });
    if (active) this.#channels.push({ channel, recorder, number });
    return recorder;
  }

  whenSettled(action: (before: number) => void): void {
    this.#settling.push(action);
  }

  /** Called when all nodes have been made; afterwards nothing can be registered. @throws DiscoError `LOG_FAILED` */
  begin(): void {
    this.#begun = true;
    this.#channels.sort((a, b) => compareChannels(a.channel, b.channel));
    this.#places = new Int32Array(this.#registered);
    this.#channels.forEach(({ number }, place) => (this.#places[number] = place));
    const { channels } = this;
    for (const sink of this.#sinks) this.#attempt(sink, () => sink.begin(channels));
    for (const block of this.#early.splice(0)) this.#hand(block);
  }

  flush(): void {
    if (this.#failure !== undefined) throw this.#failure;
    const buffer = this.#buffer;
    if (buffer.count === 0) return;
    if (this.#begun) this.#hand(buffer);
    else this.#early.push(buffer.copy());
    buffer.count = 0;
  }

  /**
   * Call it while no handler runs.
   *
   * @param reached epoch before which all activations have been made
   * @param before epoch before which nothing can be recorded any more
   * @throws DiscoError `LOG_FAILED`, `VALUE_NOT_FINITE`, including failures that a handler has caught
   */
  settle(reached: number, before: number): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#refused !== undefined) throw this.#refused.error;
    this.#end = Math.max(this.#end, reached);
    for (const action of this.#settling) action(before);
    // Sinks that nobody watches are better served with large blocks.
    if (!this.#watched) return;
    this.flush();
    for (const sink of this.#sinks) this.#attempt(sink, () => sink.settle?.());
  }

  get channels(): LogChannel[] {
    return this.#channels.map(({ channel }) => channel);
  }

  /** @param named only channels of this name */
  summaries(end = this.#end, named?: string): ChannelSummary[] {
    const chosen =
      named === undefined ? this.#channels : this.#channels.filter(({ channel: { name } }) => name === named);
    return chosen.map(({ channel: { node, name, kind, unit, labels }, recorder }) => ({
      node,
      name,
      kind,
      unit,
      labels,
      ...recorder.figures(end),
    }));
  }

  /** Closes all sinks, even if one cannot be closed. A second call has no effect. @throws DiscoError `LOG_FAILED` */
  close(): Promise<void> {
    return (this.#closed ??= this.#close());
  }

  /** Removes the files of a run that could not be created, or whose log has gaps. */
  abandon(): void {
    for (const sink of this.#sinks) sink.abandon();
  }

  async #close(): Promise<void> {
    try {
      for (const action of this.#settling) action(Infinity);
      this.flush();
    } catch {
      // Stored in `#failure`, and thrown below.
    }
    if (this.#failure !== undefined) {
      this.abandon();
      throw this.#failure;
    }
    let failure: DiscoError | undefined;
    for (const sink of this.#sinks) {
      try {
        await sink.close();
      } catch (error) {
        if (!this.#drops(sink, error)) failure ??= logFailure(sink, error);
      }
    }
    if (failure !== undefined) throw (this.#failure = failure);
  }

  #refuse(channel: LogChannel, epoch: number, value: unknown, index: number | undefined): never {
    const error = valueNotFinite(channel, epoch, value, index);
    const known = this.#refused;
    if (
      known === undefined ||
      epoch < known.epoch ||
      (epoch === known.epoch && compareChannels(channel, known.channel) < 0)
    )
      this.#refused = { channel, epoch, error };
    throw error;
  }

  #hand(block: LogBlock): void {
    const { channels, count } = block;
    for (let row = 0; row < count; row++) channels[row] = this.#places[channels[row] ?? NaN] ?? NaN;
    for (const sink of this.#sinks) this.#attempt(sink, () => sink.take(block));
  }

  /** A failure is kept: a handler may have caught it, and the log has a gap. */
  #attempt(sink: LogSink, action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!this.#drops(sink, error)) throw (this.#failure ??= logFailure(sink, error));
    }
  }

  /** Continues without a failed sink, if the options say so. @returns whether it did */
  #drops(sink: LogSink, error: unknown): boolean {
    if (this.#options?.onFailure !== 'summary') return false;
    this.#dropped.push(logFailure(sink, error));
    this.#sinks = this.#sinks.filter((other) => other !== sink);
    try {
      sink.abandon();
    } catch {
      // The sink has already failed; its first failure is the one to report.
    }
    return true;
  }
}
