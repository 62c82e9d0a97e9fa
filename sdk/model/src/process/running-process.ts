import { DiscoError, printable, shownValue } from '@disco-engine/kernel';
import type { Agenda, AgendaProcess } from './agenda.js';
import { Interrupted } from './interrupted.js';
import { claimSteps } from './claimed-steps.js';
import { Task } from './task.js';
import { Wait, type Waiter } from './wait.js';

/**
 * Return type of a process's generator method: it yields waits, by `yield*`, and returns a value to those that wait for its
 * end.
 */
export type Steps<Value = void> = Generator<Wait<unknown>, Value, unknown>;

/** It has not taken its first step yet. */
const STARTED = 0;
const BEGUN = 1;
const ENDED = 2;

/** A process that was started. `yield*` on it waits for its end and returns its return value. */
export class RunningProcess<Value = void> extends Wait<Value> implements Waiter {
  /** Name of the method that it runs, unless `start` was given another. */
  readonly name: string;
  /** Counts the starts at its node, from 1. */
  readonly number: number;
  /** @internal */
  before: AgendaProcess | undefined;
  /** @internal */
  after: AgendaProcess | undefined;
  private readonly steps: Steps<Value>;
  private target: Wait<unknown> | undefined;
  private stage: number;

  /** @internal Made by `Processes.start`. */
  constructor(agenda: Agenda, name: string, steps: Steps<Value>) {
    super(agenda);
    claimSteps(steps, agenda, name);
    // It need not be waited for.
    this.isUsed = true;
    this.name = name;
    this.before = undefined;
    this.after = undefined;
    this.steps = steps;
    this.target = undefined;
    this.stage = STARTED;
    this.number = agenda.enter(this);
    agenda.addUrgent(this);
  }

  /** Name and number, as in `caller #3`. */
  get label(): string {
    return `${this.name} #${this.number}`;
  }

  /** Whether it has not ended yet. */
  get isAlive(): boolean {
    return this.stage !== ENDED;
  }

  /** What it waits for, in words; undefined if it has not begun, or has ended. */
  get waitsFor(): string | undefined {
    return this.target?.text;
  }

  get text(): string {
    return `the end of process '${this.label}'`;
  }

  /**
   * Makes the process leave its wait: there, `yield*` throws `Interrupted` with the cause, at this epoch and before anything
   * else that is due. No effect if the process ends before that.
   *
   * @throws DiscoError `INTERRUPT_INVALID` if the process has already ended, or interrupts itself
   */
  interrupt(cause?: unknown): void {
    if (this.stage === ENDED) throw this.refusal('has ended and cannot be interrupted; check isAlive first');
    if (this.agenda.active === this) throw this.refusal('cannot interrupt itself; throw an error or return instead');
    this.agenda.addUrgent(new Interruption(this as RunningProcess<unknown>, cause));
  }

  /** @internal Its first step; after its end, resumes those that wait for it. */
  override run(): void {
    if (this.stage === ENDED) super.run();
    else this.step(undefined);
  }

  /** @internal */
  reached(wait: Wait<unknown>): void {
    if (wait === this.target) this.step(undefined);
  }

  /** @internal */
  step(error: Interrupted | undefined): void {
    const { agenda, steps } = this;
    const before = agenda.active;
    agenda.active = this;
    this.target = undefined;
    let result;
    try {
      if (error !== undefined) result = steps.throw(error);
      else {
        if (this.stage === BEGUN) agenda.resume();
        this.stage = BEGUN;
        result = steps.next();
      }
    } catch (cause) {
      throw this.failure(cause);
    } finally {
      agenda.active = before;
    }
    if (result.done === true) return this.finish(result.value);
    const target = agenda.begunBy(result) as Wait<unknown> | undefined;
    if (target === undefined) throw this.strayYield(result.value);
    this.target = target;
    target.join(this);
  }

  /** @internal */
  break(cause: unknown): void {
    if (this.stage === ENDED) return;
    const what = this.target?.text;
    this.agenda.onInterruption?.(this, what, cause);
    this.target?.leave(this);
    this.step(new Interrupted(cause, what));
  }

  protected override withdraw(): void {
    this.reopen();
  }

  private finish(value: Value): void {
    this.stage = ENDED;
    this.agenda.leave(this);
    this.succeed(value);
  }

  private failure(cause: unknown): DiscoError {
    if (cause instanceof DiscoError && (cause.code === 'PROCESS_FAILED' || cause.code === 'PROCESS_ENDLESS'))
      return cause;
    const { node, epoch } = this.agenda.host;
    const reason = cause instanceof Error ? cause.message : String(cause);
    const message = `process '${printable(this.label)}' of node '${node}' failed at epoch ${epoch}: ${reason}`;
    return new DiscoError('PROCESS_FAILED', message, { node, epoch }, { cause });
  }

  private strayYield(yielded: unknown): DiscoError {
    const { node, epoch } = this.agenda.host;
    const what =
      yielded instanceof Wait
        ? `waits for ${yielded.text} with a plain yield; write yield*`
        : `yields ${shownValue(yielded)}, which is not a wait; write yield* and a wait of Processes, a resource, a store, …`;
    const message = `process '${printable(this.label)}' of node '${node}' ${what}`;
    return new DiscoError('YIELD_INVALID', message, { node, epoch });
  }

  private refusal(what: string): DiscoError {
    const { node, epoch } = this.agenda.host;
    return new DiscoError('INTERRUPT_INVALID', `process '${printable(this.label)}' of node '${node}' ${what}`, {
      node,
      epoch,
    });
  }
}

class Interruption extends Task {
  constructor(
    private readonly process: RunningProcess<unknown>,
    private readonly cause: unknown,
  ) {
    super();
  }

  run(): void {
    this.process.break(this.cause);
  }
}
