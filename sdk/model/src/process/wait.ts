import type { Agenda } from './agenda.js';
import { Task } from './task.js';

/** Notified when the wait that it has joined is done. */
export interface Waiter {
  /** @internal Whether, as the only waiter, it may still leave a wait that is done, because it has not passed the result on. */
  readonly mayLeaveLater?: boolean;
  /** @internal */
  reached(wait: Wait<unknown>): void;
}

/** Not triggered yet. */
const OPEN = 0;
/** Triggered; the agenda will resume the waiters in order. */
const DUE = 1;
/** The waiters have been resumed. */
const DONE = 2;
/** All waiters have left, and it will never be triggered. */
const LEFT = 3;

/**
 * Something that a process waits for with `yield*`; the value of `yield*` is the result. It happens once: a process that waits
 * for it afterwards continues at once.
 *
 * @example
 * yield* this.processes.hold(3);
 * const unit = yield* this.counter.acquire();
 */
export abstract class Wait<Value> extends Task implements Iterable<Wait<unknown>, Value, unknown> {
  /** @internal */
  readonly agenda: Agenda;
  /** @internal Whether anything has waited for it. */
  isUsed: boolean;
  private state: number;
  private come: Value | undefined;
  /** Once it is done: its only waiter, as long as that one may still leave. */
  private waiters: Waiter | Waiter[] | undefined;

  // Fields are set in the constructor, without initializers: every hold makes a wait, and this is faster.
  /** @internal */
  constructor(agenda: Agenda) {
    super();
    this.agenda = agenda;
    this.isUsed = false;
    this.state = OPEN;
    this.come = undefined;
    this.waiters = undefined;
  }

  /**
   * Whether the wait is done and its waiters have been resumed. After an interruption: whether it was done all the same, for
   * example because the item put in had already been taken by another process.
   */
  get isDone(): boolean {
    return this.state === DONE;
  }

  /** @internal Whether it has been triggered, even if it is only due. */
  get hasCome(): boolean {
    return this.state === DUE || this.state === DONE;
  }

  /** @internal Whether a result that is due cannot be taken back, so that even a waiter that leaves has got it. */
  get isFinal(): boolean {
    return false;
  }

  /** The result; undefined until there is one. */
  get value(): Value | undefined {
    return this.come;
  }

  /** A description for errors and traces, such as `a unit of 'counter'`. */
  abstract get text(): string;

  /** Calls a function once the wait is done, in the order of the processes. For handlers, which cannot wait. */
  whenDone(callback: (value: Value) => void): void {
    this.isUsed = true;
    if (this.state === DONE) {
      this.keep();
      callback(this.come as Value);
    } else this.join({ reached: () => callback(this.come as Value) });
  }

  [Symbol.iterator](): Iterator<Wait<unknown>, Value, unknown> {
    this.isUsed = true;
    return this;
  }

  /** @internal Called by `yield*`: once to begin waiting, and again when the process resumes. */
  next(): IteratorResult<Wait<unknown>, Value> {
    const { agenda } = this;
    if (agenda.hasResumed()) return agenda.finished(this.come as Value);
    if (this.state === DONE) {
      agenda.countStep();
      this.keep();
      return agenda.finished(this.come as Value);
    }
    if (this.state === LEFT) throw agenda.left(this);
    if (this.state === DUE && this.waiters === undefined && agenda.active !== undefined && agenda.takeIfNext(this)) {
      this.state = DONE;
      this.passed();
      return agenda.finished(this.come as Value);
    }
    return agenda.begun(this);
  }

  /** @internal The process was interrupted. */
  throw(error: unknown): never {
    throw error;
  }

  /** @internal */
  return(value?: unknown): IteratorResult<Wait<unknown>, Value> {
    return this.agenda.finished(value as Value);
  }

  /** @internal @throws DiscoError `WAIT_LEFT` */
  join(waiter: Waiter): void {
    if (this.state === LEFT) throw this.agenda.left(this);
    const waiters = this.waiters;
    if (waiters === undefined) this.waiters = waiter;
    else if (Array.isArray(waiters)) waiters.push(waiter);
    else this.waiters = [waiters, waiter];
  }

  /** @internal A waiter leaves; when the last one has left, the wait is withdrawn. */
  leave(waiter: Waiter): void {
    const waiters = this.waiters;
    if (Array.isArray(waiters)) {
      const at = waiters.indexOf(waiter);
      if (at >= 0) waiters.splice(at, 1);
      if (waiters.length > 0) return;
    } else if (waiters !== waiter) return;
    this.waiters = undefined;
    if (this.state === OPEN) {
      this.state = LEFT;
      this.withdraw();
    } else this.giveBack();
  }

  /** @internal Something that had not joined has got the result too, so it can no longer be taken back. */
  keep(): void {
    this.waiters = undefined;
  }

  /** @internal Triggers the wait: its waiters continue at this epoch, after everything already due. */
  succeed(value: Value): void {
    this.state = DUE;
    this.come = value;
    this.agenda.add(this);
  }

  /** @internal Triggers the wait at an epoch. */
  comesAt(epoch: number, value: Value): void {
    this.state = DUE;
    this.come = value;
    this.agenda.addAt(this, epoch);
  }

  /** @internal */
  run(): void {
    this.state = DONE;
    this.passed();
    const waiters = this.waiters;
    if (waiters === undefined) return;
    if (Array.isArray(waiters) || waiters.mayLeaveLater !== true) this.waiters = undefined;
    if (Array.isArray(waiters)) this.agenda.tell(waiters, this);
    else waiters.reached(this);
  }

  /** @internal Opens the wait for later waiters, even after all have left. */
  protected reopen(): void {
    this.state = OPEN;
  }

  /** @internal Takes the result back; nothing gets it from this wait any more. */
  protected revoke(): void {
    this.state = LEFT;
    this.come = undefined;
    this.agenda.remove(this);
  }

  /** @internal Keeps the result, even for a waiter that left just before it was resumed. */
  protected confirm(): void {
    this.state = DONE;
  }

  /** Called before the waiters are resumed. */
  protected passed(): void {}

  /** Called when all waiters have left before it was triggered. */
  protected withdraw(): void {}

  /**
   * Called when all waiters have left after it became due, or when its only waiter gives back a result that it has not used.
   */
  protected giveBack(): void {}
}
