import { DiscoError, shownValue } from '@disco-engine/kernel';
import type { ChannelSummary } from './channel-summary.js';
import { LogBuffer } from './log-buffer.js';
import { compareChannels, type LogChannel } from './log-channel.js';
import { logFailure } from './log-failure.js';
import type { LogBlock, LoggedRun, LogOptions, LogSink } from './log-sink.js';
import type { Outlet, Recorder, RefuseValue } from './recorder.js';
import { valueNotFinite } from './value-not-finite.js';

/** Records that wait for the sinks, at most: 1.5 MB. */
const CAPACITY = 65_536;

/**
 * The log of one simulation: gathers records of all nodes that it hosts, whichever of its workers they belong to, and hands them to the
 * sinks, block by block. Without options it takes channels and drops records.
 */
export class RunLog implements LoggedRun {
  #sinks: readonly LogSink[];
  readonly #options: LogOptions | undefined;
  readonly #buffer: LogBuffer;
  /** Channels in canonical order once the run has begun. */
  #channels: { readonly channel: LogChannel; readonly recorder: Recorder; readonly number: number }[] = [];
  #registered = 0;
  readonly #settling: ((before: number) => void)[] = [];
  /** Per channel, by the number that it was registered with, its place in canonical order. */
  #places = new Int32Array(0);
  /** Blocks that were full before all channels were known. */
  #early: LogBlock[] = [];
  readonly #watched: boolean;
  #begun = false;
  #end = 0;
  #failure: DiscoError | undefined;
  /** The first record that was refused: that of the least epoch, then in canonical order. */
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

  /** @throws DiscoError `LOG_FAILED`, `LOG_IN_USE`, `ARGUMENT_INVALID`, `PACKAGE_MISSING`; no sink is left open then */
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

  /** Whether what is registered now is recorded. */
  get takesChannels(): boolean {
    return this.#options !== undefined && !this.#begun;
  }

  /** What became of the log, if it failed. */
  get failure(): DiscoError | undefined {
    return this.#failure;
  }

  /** What became of sinks without which the run went on. */
  get dropped(): readonly DiscoError[] {
    return this.#dropped;
  }

  /** Whether a sink, or a total, wants to know of each slice of work. */
  get isWatched(): boolean {
    return this.#watched || this.#settling.length > 0;
  }

  /** Makes the recorder of a channel. Registered twice, a channel would be in the log twice. */
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

  /** To be called when all nodes are made; from then on nothing can be registered. @throws DiscoError `LOG_FAILED` */
  begin(): void {
    this.#begun = true;
    this.#channels.sort((a, b) => compareChannels(a.channel, b.channel));
    this.#places = new Int32Array(this.#registered);
    this.#channels.forEach(({ number }, place) => (this.#places[number] = place));
    const channels = this.#channels.map(({ channel }) => channel);
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
   * To be called while no handler runs.
   *
   * @param reached epoch before which all activations have been made
   * @param before epoch before which nothing can be recorded any more
   * @throws DiscoError `LOG_FAILED`, `VALUE_NOT_FINITE`, also for a failure that a handler kept to itself
   */
  settle(reached: number, before: number): void {
    if (this.#failure !== undefined) throw this.#failure;
    if (this.#refused !== undefined) throw this.#refused.error;
    this.#end = Math.max(this.#end, reached);
    for (const action of this.#settling) action(before);
    // Sinks that nobody watches are better off with large blocks.
    if (!this.#watched) return;
    this.flush();
    for (const sink of this.#sinks) this.#attempt(sink, () => sink.settle?.());
  }

  summaries(end = this.#end): ChannelSummary[] {
    return this.#channels.map(({ channel: { node, name, kind, unit, labels }, recorder }) => ({
      node,
      name,
      kind,
      unit,
      labels,
      ...recorder.figures(end),
    }));
  }

  /** Closes all sinks, also where one cannot be closed. Closing again changes nothing. @throws DiscoError `LOG_FAILED` */
  close(): Promise<void> {
    return (this.#closed ??= this.#close());
  }

  /** Leaves no file behind of a run that could not be made, or whose log has gaps. */
  abandon(): void {
    for (const sink of this.#sinks) sink.abandon();
  }

  async #close(): Promise<void> {
    try {
      for (const action of this.#settling) action(Infinity);
      this.flush();
    } catch {
      // It is kept as the failure, and thrown at the end.
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

  /** A failure stays: a handler may have caught it, and the log has a gap. */
  #attempt(sink: LogSink, action: () => void): void {
    try {
      action();
    } catch (error) {
      if (!this.#drops(sink, error)) throw (this.#failure ??= logFailure(sink, error));
    }
  }

  /** Goes on without a sink that has failed, if that was chosen, and tells whether it was. */
  #drops(sink: LogSink, error: unknown): boolean {
    if (this.#options?.onFailure !== 'summary') return false;
    this.#dropped.push(logFailure(sink, error));
    this.#sinks = this.#sinks.filter((other) => other !== sink);
    try {
      sink.abandon();
    } catch {
      // It has failed already, and its first failure is the one to tell.
    }
    return true;
  }
}
