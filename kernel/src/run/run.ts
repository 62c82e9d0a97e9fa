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
  /** A cooperative run is in progress, possibly between two slices. */
  #busy = false;
  /** The kernel is running. */
  #advancing = false;
  /** Initial number of activations between two readings of the clock. */
  #limit = 1;
  /** When waiting workers last heard how far this one is. */
  #told = 0;
  #resume: (() => void) | undefined;
  #resumed: Promise<void> | undefined;

  /** @param line to the other workers, if there are any */
  constructor(
    readonly kernel: Steppable,
    private readonly host: Host,
    private readonly line?: Line,
  ) {}

  get state(): RunState {
    return this.#state;
  }

  /** Performs one activation, if any is left. Returns whether there was one. */
  step(): boolean {
    this.#refuseWhileBusy('step');
    this.#refuseAmongOthers('step');
    const before = this.kernel.activations;
    this.#advance(Infinity, 1);
    return this.kernel.activations > before;
  }

  /**
   * Performs every activation before the horizon, in one go. Does nothing if the horizon is not beyond the last one.
   *
   * @throws DiscoError `HANDLER_FAILED`; `RUN_ACTIVE` while a cooperative run is in progress; `EPOCH_INVALID`
   */
  until(horizon: number): RunReport {
    this.#refuseWhileBusy('until');
    this.#refuseAmongOthers('until');
    this.#advance(horizon, Infinity);
    return this.#report(horizon);
  }

  /**
   * The same in slices: after every `budget` milliseconds the host's event loop gets a turn.
   *
   * @throws DiscoError `RUN_ABORTED` (with `name` `AbortError`) between two activations after the signal; another call
   * continues the run. `WORKER_LOST` if the line to another worker is cut for good. Otherwise as for `until`.
   */
  async cooperate({ until, signal, onProgress, budget = 8 }: RunOptions): Promise<RunReport> {
    this.#refuseWhileBusy('run');
    if (!(budget > 0))
      throw new DiscoError(
        'ARGUMENT_INVALID',
        `budget is ${shownValue(budget)}; give a number of milliseconds above 0`,
      );
    this.#busy = true;
    let turned = this.host.now();
    try {
      for (;;) {
        await this.#whilePaused(signal);
        if (signal?.aborted === true) throw new RunAborted(this.kernel.epoch, signal.reason);
        const end = this.#slice(until, this.line?.isPolled === false ? Math.min(budget, this.line.turnAfter) : budget);
        onProgress?.(this.#report(until));
        if (end !== 'limit' && end !== 'blocked') return this.#report(until);
        if (end === 'blocked' && this.line?.isPolled === false) await this.#news(this.line, signal);
        // Messages may arrive without the event loop, and would then starve everything else.
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

  /** Pauses a cooperative run before its next slice. Until `resume`, nothing happens and no CPU time is used. */
  pause(): void {
    this.#resumed ??= new Promise((resolve) => (this.#resume = resolve));
    this.line?.rouse();
  }

  /** Resumes a paused run. */
  resume(): void {
    this.#resume?.();
    this.#resume = undefined;
    this.#resumed = undefined;
  }

  /** Does not pause a run that has failed: it has no work left, and reports its failure at once. */
  async #whilePaused(signal: Cancellation | undefined): Promise<void> {
    while (this.#resumed !== undefined && signal?.aborted !== true && this.#state !== 'failed') {
      this.#enter('paused');
      await orAborted(this.#resumed, signal);
    }
  }

  /** Works for about the budget. As long as activations are fast, the clock is read after ever more of them. */
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
      if (now - before < shortest) limit = Math.min(2 * limit, this.kernel.stride ?? MOST_UNWATCHED);
      else if (now - before > longest) limit = Math.ceil(limit / 2);
      this.#limit = line === undefined ? 1 : limit;
    }
  }

  /**
   * Tells the others what they can use and, if this thread has to fetch messages, fetches theirs. Replies at once to a
   * worker that has just reported that it is blocked; any delay comes back as our own waiting time.
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
      throw new DiscoError('RUN_ACTIVE', `${call} was called while a run is in progress; await that run first`);
  }
}

/**
 * Activations between two readings of the clock: enough to make it cheap, and few enough if activations suddenly become
 * slow.
 */
const MOST_UNWATCHED = 128;

/** Milliseconds of work after which waiting workers hear how far this one has come. */
const UNTOLD = 0.1;
/** Milliseconds of work after which a thread that fetches messages checks for them. */
const UNHEARD = 0.02;
/** Milliseconds that the thread waits for a message before giving the event loop a turn. */
const PATIENCE = 1;
