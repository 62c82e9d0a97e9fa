import type { Agenda } from './agenda.js';
import { Task } from './task.js';

/** Told when what it waits for has come. */
export interface Waiter {
  /** @internal Whether it may still leave what has come and was told to it alone, as it has not passed it on. */
  readonly mayLeaveLater?: boolean;
  /** @internal */
  reached(wait: Wait<unknown>): void;
}

/** Nothing has come yet. */
const OPEN = 0;
/** It has come, and who waits is told in the order of the agenda. */
const DUE = 1;
/** Who waited has been told. */
const DONE = 2;
/** Nobody waits any more, and it never comes. */
const LEFT = 3;

/**
 * Something that a process waits for with `yield*`, whose value is what has come. It comes once; whoever waits for it later goes on at
 * once.
 *
 * @example
 * yield* this.processes.hold(3);
 * const unit = yield* this.counter.acquire();
 */
export abstract class Wait<Value> extends Task implements Iterable<Wait<unknown>, Value, unknown> {
  /** @internal */
  readonly agenda: Agenda;
  /** @internal Whether anybody has waited for it. */
  isUsed: boolean;
  private state: number;
  private come: Value | undefined;
  /** Once it has come: the only one who was told of it, as long as it may leave. */
  private waiters: Waiter | Waiter[] | undefined;

  // Fields are set here and have no initializers: one wait is made for each hold, and that is faster.
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
   * Whether it has come, and whoever waited for it has been told. After an interruption: whether it has come all the same, as an item
   * that was put in and got by somebody else before.
   */
  get isDone(): boolean {
    return this.state === DONE;
  }

  /** @internal Whether it has come, or has at least become due. */
  get hasCome(): boolean {
    return this.state === DUE || this.state === DONE;
  }

  /** @internal Whether what has just come cannot go back, so that it has come also to who leaves. */
  get isFinal(): boolean {
    return false;
  }

  /** What has come; undefined before. */
  get value(): Value | undefined {
    return this.come;
  }

  /** What it is, in an error or a trace, as in `a unit of 'counter'`. */
  abstract get text(): string;

  /** Calls a function as soon as it has come, in the order of processes. For handlers, which cannot wait. */
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

  /** @internal Called by `yield*`: first to begin waiting, and once more when the process goes on. */
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

  /** @internal Somebody waits no longer; the last one closes the door. */
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

  /** @internal It has come also to somebody who did not wait, and goes back no more. */
  keep(): void {
    this.waiters = undefined;
  }

  /** @internal It has come: whoever waits goes on at this epoch, after all that is due already. */
  succeed(value: Value): void {
    this.state = DUE;
    this.come = value;
    this.agenda.add(this);
  }

  /** @internal It comes at an epoch. */
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

  /** @internal It is open to whoever comes later, also after everybody has left. */
  protected reopen(): void {
    this.state = OPEN;
  }

  /** @internal What had come has gone back, and nobody else gets it here. */
  protected revoke(): void {
    this.state = LEFT;
    this.come = undefined;
    this.agenda.remove(this);
  }

  /** @internal What has come stays so, also for the one who has left just before being told. */
  protected confirm(): void {
    this.state = DONE;
  }

  /** Before those who waited are told. */
  protected passed(): void {}

  /** Nobody waits any more, and it has not come. */
  protected withdraw(): void {}

  /** Nobody waits any more, and it had just become due, or come to one alone who has made nothing of it. */
  protected giveBack(): void {}
}
