import type { AdvanceEnd } from '../activation/kernel-options.js';
import { DiscoError } from '../errors.js';
import type { RunState } from '../observation/observations.js';
import { orAborted, RunAborted } from './abortion.js';
import type { Line } from './line.js';
import type { Cancellation, Host, RunOptions, RunReport } from './run-options.js';
import type { Steppable } from './steppable.js';
import { shownValue } from '../text/shown-value.js';

/** Drives a kernel: in one go, step by step, or in slices that leave the host's event loop free. */
export class Run {
  #state: RunState = 'ready';
  /** A cooperative run is under way, perhaps between two slices. */
  #busy = false;
  /** The kernel is at work. */
  #advancing = false;
  /** Activations until the next look at the clock, to begin with. */
  #limit = 1;
  /** When those that wait were told how far this worker is. */
  #told = 0;
  #resume: (() => void) | undefined;
  #resumed: Promise<void> | undefined;

  /** @param line to the other workers, where there are any */
  constructor(
    readonly kernel: Steppable,
    private readonly host: Host,
    private readonly line?: Line,
  ) {}

  get state(): RunState {
    return this.#state;
  }

  /** Makes one activation, if any is left, and tells whether there was one. */
  step(): boolean {
    this.#refuseWhileBusy('step');
    this.#refuseAmongOthers('step');
    const before = this.kernel.activations;
    this.#advance(Infinity, 1);
    return this.kernel.activations > before;
  }

  /**
   * Makes every activation before the horizon, in one go. A horizon that is not beyond the last one does nothing.
   *
   * @throws DiscoError `HANDLER_FAILED`, `RUN_ACTIVE` while a cooperative run is under way, `EPOCH_INVALID`
   */
  until(horizon: number): RunReport {
    this.#refuseWhileBusy('until');
    this.#refuseAmongOthers('until');
    this.#advance(horizon, Infinity);
    return this.#report(horizon);
  }

  /**
   * The same, in slices: after each `budget` milliseconds the host's event loop has a turn.
   *
   * @throws DiscoError `RUN_ABORTED` (with `name` `AbortError`) between two activations after the signal; the run can go on
   * with another call. `WORKER_LOST` where the line to another worker is cut for good. Otherwise as `until`.
   */
  async cooperate({ until, signal, onProgress, budget = 8 }: RunOptions): Promise<RunReport> {
    this.#refuseWhileBusy('run');
    if (!(budget > 0))
      throw new DiscoError(
        'ARGUMENT_INVALID',
        `budget is ${shownValue(budget)}; it is a number of milliseconds above 0`,
      );
    this.#busy = true;
    let turned = this.host.now();
    try {
      for (;;) {
        await this.#whilePaused(signal);
        if (signal?.aborted === true) throw new RunAborted(this.kernel.epoch, signal.reason);
        const end = this.#slice(until, this.line?.isPolled === false ? Math.min(budget, MOST_UNHEARD) : budget);
        onProgress?.(this.#report(until));
        if (end !== 'limit' && end !== 'blocked') return this.#report(until);
        if (end === 'blocked' && this.line?.isPolled === false) await this.#news(this.line, signal);
        // News may come without the event loop, and would keep it from everything else.
        if (end === 'limit' || this.line?.isPolled === true || this.host.now() - turned >= budget) {
          await this.host.turn();
          turned = this.host.now();
        }
      }
    } finally {
      this.#busy = false;
      if (this.#state === 'running' || this.#state === 'paused') this.#enter('ready');
    }
  }

  /** Holds a cooperative run before its next slice. Nothing happens and no CPU is used until `resume`. */
  pause(): void {
    this.#resumed ??= new Promise((resolve) => (this.#resume = resolve));
    this.line?.rouse();
  }

  /** Lets a paused run go on. */
  resume(): void {
    this.#resume?.();
    this.#resume = undefined;
    this.#resumed = undefined;
  }

  /** A run that has failed is not held: it has nothing to go on with, and says so at once. */
  async #whilePaused(signal: Cancellation | undefined): Promise<void> {
    while (this.#resumed !== undefined && signal?.aborted !== true && this.#state !== 'failed') {
      this.#enter('paused');
      await orAborted(this.#resumed, signal);
    }
  }

  /** Works for about the budget: the clock is read after ever more activations, as long as they are fast. */
  #slice(until: number, budget: number): AdvanceEnd {
    const start = this.host.now();
    const { line } = this;
    const [shortest, longest] = line === undefined ? [budget / 16, budget / 4] : [UNHEARD / 2, UNHEARD];
    for (let limit = this.#limit; ;) {
      const before = this.host.now();
      let end = this.#advance(until, limit);
      if (line !== undefined) end = this.#consult(line, end);
      const now = this.host.now();
      if (end !== 'limit' || now - start >= budget || this.#resumed !== undefined) return end;
      if (now - before < shortest) limit = Math.min(2 * limit, MOST_UNWATCHED);
      else if (now - before > longest) limit = Math.ceil(limit / 2);
      this.#limit = line === undefined ? 1 : limit;
    }
  }

  /**
   * Tells the others what they can use, and fetches what they tell where this thread has to. Who has just said that it waits is
   * answered at once: the longer it waits, the longer this worker will wait for it later.
   */
  #consult(line: Line, end: AdvanceEnd): AdvanceEnd {
    if (end === 'limit') {
      line.poll(0);
      const now = this.host.now();
      const progress = now - this.#told >= UNTOLD;
      if (progress) this.#told = now;
      line.tell(end, progress);
      return end;
    }
    line.tell(end, true);
    if (end !== 'blocked' || !line.isPolled) return end;
    const start = this.host.now();
    const arrived = line.poll(PATIENCE);
    line.waited(this.host.now() - start);
    return arrived ? 'limit' : end;
  }

  async #news(line: Line, signal: Cancellation | undefined): Promise<void> {
    const start = this.host.now();
    await orAborted(line.news(), signal);
    line.waited(this.host.now() - start);
  }

  #advance(until: number, limit: number): AdvanceEnd {
    const between = this.#busy ? 'running' : 'ready';
    this.#advancing = true;
    try {
      if (this.kernel.failure === undefined) this.#enter('running');
      if (this.line?.failure !== undefined) throw this.line.failure;
      const end = this.kernel.advance(until, limit);
      this.#enter(end === 'finished' ? 'finished' : between);
      return end;
    } catch (error) {
      this.#enter(this.kernel.failure === undefined && this.line?.failure === undefined ? between : 'failed');
      throw error;
    } finally {
      this.#advancing = false;
    }
  }

  #enter(state: RunState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.kernel.observe.states.emit({ state, epoch: this.kernel.epoch });
  }

  #report(until: number): RunReport {
    const { epoch, activations, eventsDelivered, isFinished } = this.kernel;
    return { epoch, until, activations, events: eventsDelivered, finished: isFinished };
  }

  #refuseAmongOthers(call: string): void {
    if (this.line === undefined) return;
    const message = `${call} cannot wait for the other workers of this run; use \`await run({ until })\``;
    throw new DiscoError('RUN_SHARED', message);
  }

  #refuseWhileBusy(call: string): void {
    if (this.#busy || this.#advancing)
      throw new DiscoError('RUN_ACTIVE', `${call} was called while a run is under way; await it first`);
  }
}

/** Activations between two looks at the clock: enough to make it cheap, and few enough for those that become slow at once. */
const MOST_UNWATCHED = 128;

/** Milliseconds of work after which workers that wait are told how far this one has come. */
const UNTOLD = 0.1;
/** Milliseconds of work after which a thread that fetches messages looks for them. */
const UNHEARD = 0.02;
/** Milliseconds of work after which the event loop has a turn, where it is this that brings messages. */
const MOST_UNHEARD = 1;
/** Milliseconds that the thread waits for a message before the event loop has a turn. */
const PATIENCE = 1;
