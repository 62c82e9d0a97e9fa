import type { AdvanceEnd, Kernel } from '../activation/kernel.js';
import { DiscoError } from '../errors.js';
import type { RunState } from '../observation/observations.js';

/** The parts of the host that a cooperative run needs. Neither can reach a result. */
export interface Host {
  /** Milliseconds from any origin, never falling. */
  now(): number;
  /** Resolves when the host's event loop has had a turn. */
  turn(): Promise<void>;
}

/** The part of an `AbortSignal` that a run needs. */
export interface Cancellation {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface Progress {
  /** The epoch that the run has reached. */
  readonly epoch: number;
  /** The horizon of this call. */
  readonly until: number;
  /** Handler calls since the run was made. */
  readonly activations: number;
  /** Events received since the run was made. */
  readonly events: number;
}

export interface RunOptions {
  /** The horizon: every activation before it is made, and no other. Infinity goes on until nothing is left. */
  readonly until: number;
  readonly signal?: Cancellation | undefined;
  /** Called after each slice of work. What it throws ends the call of `run`, and the run itself stays as it is. */
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  /** Milliseconds of work between two turns of the host's event loop; 8 by default. */
  readonly budget?: number | undefined;
}

export interface RunReport extends Progress {
  /** Whether every port is finished, so that a larger horizon would change nothing. */
  readonly finished: boolean;
}

/** Drives a kernel: in one go, step by step, or in slices that leave the host's event loop free. */
export class Run {
  #state: RunState = 'ready';
  /** A cooperative run is under way, perhaps between two slices. */
  #busy = false;
  #resume: (() => void) | undefined;
  #resumed: Promise<void> | undefined;

  constructor(
    readonly kernel: Kernel,
    private readonly host: Host,
  ) {}

  get state(): RunState {
    return this.#state;
  }

  /** Makes one activation, if any is left, and tells whether there was one. */
  step(): boolean {
    this.#refuseWhileBusy('step');
    const before = this.kernel.activations;
    this.#advance(Infinity, 1);
    return this.kernel.activations > before;
  }

  /**
   * Makes every activation before the horizon, in one go. A horizon that is not beyond the last one does nothing.
   *
   * @throws DiscoError `HANDLER_FAILED`, `RUN_ACTIVE` while a cooperative run is under way, `INVALID_EPOCH`
   */
  until(horizon: number): RunReport {
    this.#refuseWhileBusy('until');
    this.#advance(horizon, Infinity);
    return this.#report(horizon);
  }

  /**
   * The same, in slices: after each `budget` milliseconds the host's event loop has a turn.
   *
   * @throws DiscoError `RUN_ABORTED` (with `name` `AbortError`) between two activations after the signal; the run can go on
   * with another call. Otherwise as `until`.
   */
  async cooperate({ until, signal, onProgress, budget = 8 }: RunOptions): Promise<RunReport> {
    this.#refuseWhileBusy('run');
    if (!(budget > 0))
      throw new DiscoError('INVALID_ARGUMENT', `budget is ${budget}; it is a number of milliseconds above 0`);
    this.#busy = true;
    try {
      for (;;) {
        await this.#whilePaused(signal);
        if (signal?.aborted === true) throw this.#aborted(signal);
        const end = this.#slice(until, budget);
        onProgress?.(this.#report(until));
        if (end !== 'limit') return this.#report(until);
        await this.host.turn();
      }
    } finally {
      this.#busy = false;
      if (this.#state === 'running' || this.#state === 'paused') this.#enter('ready');
    }
  }

  /** Holds a cooperative run before its next slice. Nothing happens and no CPU is used until `resume`. */
  pause(): void {
    this.#resumed ??= new Promise((resolve) => (this.#resume = resolve));
  }

  /** Lets a paused run go on. */
  resume(): void {
    this.#resume?.();
    this.#resume = undefined;
    this.#resumed = undefined;
  }

  async #whilePaused(signal: Cancellation | undefined): Promise<void> {
    while (this.#resumed !== undefined && signal?.aborted !== true) {
      this.#enter('paused');
      await orAborted(this.#resumed, signal);
    }
  }

  /** Works for about the budget: the clock is read after ever more activations, as long as they are fast. */
  #slice(until: number, budget: number): AdvanceEnd {
    const start = this.host.now();
    for (let limit = 1; ;) {
      const before = this.host.now();
      const end = this.#advance(until, limit);
      const now = this.host.now();
      if (end !== 'limit' || now - start >= budget || this.#resumed !== undefined) return end;
      if (now - before < budget / 16) limit *= 2;
      else if (now - before > budget / 4) limit = Math.ceil(limit / 2);
    }
  }

  #advance(until: number, limit: number): AdvanceEnd {
    const between = this.#busy ? 'running' : 'ready';
    if (this.kernel.failure === undefined) this.#enter('running');
    try {
      const end = this.kernel.advance(until, limit);
      this.#enter(end === 'finished' ? 'finished' : between);
      return end;
    } catch (error) {
      this.#enter(this.kernel.failure === undefined ? between : 'failed');
      throw error;
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

  #refuseWhileBusy(call: string): void {
    if (this.#busy) throw new DiscoError('RUN_ACTIVE', `${call} was called while a run is under way; await it first`);
  }

  #aborted(signal: Cancellation): DiscoError {
    const { epoch } = this.kernel;
    return new RunAborted(`the run was aborted at epoch ${epoch}`, epoch, signal.reason);
  }
}

class RunAborted extends DiscoError {
  override readonly name = 'AbortError';

  constructor(message: string, epoch: number, cause: unknown) {
    super('RUN_ABORTED', message, { epoch }, { cause });
  }
}

async function orAborted(resumed: Promise<void>, signal: Cancellation | undefined): Promise<void> {
  if (signal === undefined) return resumed;
  let stop = (): void => {};
  const aborted = new Promise<void>((resolve) => (stop = resolve));
  signal.addEventListener('abort', stop);
  try {
    await Promise.race([resumed, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
