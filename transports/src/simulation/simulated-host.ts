import type { Host, Randomness } from '@disco-engine/kernel';
import type { Clock, RandomBytes, Timer } from '../clock/index.js';
import type { Appointment, SimulatedTime } from './simulated-time.js';

/**
 * A process on a machine of its own: it has a clock, can be busy or stopped for a while, and can end at any time, after
 * which nothing happens in it any more. A process that is started again is another host.
 */
export class SimulatedHost {
  isDown = false;
  /** Until when it is busy or stopped. What is due meanwhile happens afterwards. */
  #awayUntil = 0;
  readonly #due: Appointment[] = [];
  readonly #endings: (() => void)[] = [];
  readonly clock: Clock;
  /** What its kernel measures its work with: reading it takes time. */
  readonly kernelHost: Host;
  readonly randomBytes: RandomBytes;
  #timers = 0;

  /**
   * @param dice whatever happens by chance in this process
   * @param ahead milliseconds by which its clock is ahead of simulated time
   */
  constructor(
    readonly name: string,
    private readonly time: SimulatedTime,
    dice: Randomness,
    ahead = 0,
  ) {
    this.clock = {
      now: () => this.now + ahead,
      after: (milliseconds, action) => this.#after(milliseconds, action),
      every: (milliseconds, action) => this.#every(milliseconds, action),
      nextTurn: (action) => void this.at(this.now, action),
    };
    this.kernelHost = {
      now: () => {
        this.work(dice.uniform() / 8);
        return this.now;
      },
      turn: () => new Promise((resolve) => this.clock.nextTurn(resolve)),
    };
    this.randomBytes = (count) => Uint8Array.from({ length: count }, () => dice.below(256));
  }

  /** Number of timers that have neither ended nor been canceled. */
  get timers(): number {
    return this.#timers;
  }

  /** Occupies its only thread, as a long handler does. */
  work(milliseconds: number): void {
    this.#awayUntil = this.now + milliseconds;
  }

  /** Stops it, as SIGSTOP does, and lets it go on at a time. */
  stopUntil(time: number): void {
    this.#awayUntil = Math.max(this.#awayUntil, time);
  }

  /** Calls back at a time, or later if it is away then; never if it has ended. */
  at(time: number, action: () => void): Appointment {
    const appointment: Appointment = { action };
    const arrive = (): void => {
      if (this.isDown || appointment.action === undefined) return;
      this.#due.push(appointment);
      if (this.#due.length === 1) this.#keepNext();
    };
    this.time.at(time, arrive);
    return appointment;
  }

  /** Does at once what the network brings, unless it is away or has something else to do. */
  receive(action: () => void): void {
    if (this.#due.length > 0 || this.#awayUntil > this.time.now) return void this.at(this.time.now, action);
    if (!this.isDown) action();
  }

  /** Does what is due, one thing at a time and in order, as soon as it is not away. */
  #keepNext(): void {
    if (this.#awayUntil > this.time.now) return void this.time.at(this.#awayUntil, () => this.#keepNext());
    const { action } = this.#due.shift() ?? {};
    if (this.isDown) return;
    if (this.#due.length > 0) this.time.at(this.time.now, () => this.#keepNext());
    action?.();
  }

  /** Calls back, synchronously, when it ends. */
  whenDown(action: () => void): void {
    this.#endings.push(action);
  }

  /** Ends it as `kill -9` does. */
  kill(): void {
    if (this.isDown) return;
    this.isDown = true;
    for (const action of this.#endings) action();
  }

  /** Simulated time, or when it has done what it does. Its clock may show another time. */
  get now(): number {
    return Math.max(this.time.now, this.#awayUntil);
  }

  #after(milliseconds: number, action: () => void): Timer {
    let isPending = true;
    const end = (): void => {
      if (isPending) this.#timers -= 1;
      isPending = false;
    };
    this.#timers += 1;
    const appointment = this.at(this.now + Math.max(milliseconds, LEAST_WAIT), () => {
      end();
      action();
    });
    return timerOf(() => {
      end();
      appointment.action = undefined;
    });
  }

  #every(milliseconds: number, action: () => void): Timer {
    const period = Math.max(milliseconds, LEAST_WAIT);
    let next: Appointment;
    const beat = (): void => {
      next = this.at(this.now + period, beat);
      action();
    };
    next = this.at(this.now + period, beat);
    this.#timers += 1;
    let isPending = true;
    return timerOf(() => {
      if (isPending) this.#timers -= 1;
      isPending = false;
      next.action = undefined;
    });
  }
}

function timerOf(cancel: () => void): Timer {
  const timer: Timer = {
    cancel,
    unref: () => timer,
  };
  return timer;
}

/** Node's timers take a millisecond at least. */
const LEAST_WAIT = 1;
