import { DiscoError } from '@disco-engine/kernel';
import type { Task } from './task.js';
import { TaskLine } from './task-line.js';
import { TaskQueue } from './task-queue.js';

/** Resumptions at one epoch after which the processes are assumed to be in an endless loop. */
const MOST_STEPS = 1_000_000;

/** The part of a process that the agenda sees. */
export interface AgendaProcess {
  readonly name: string;
  readonly number: number;
  /** Name and number, as in `caller #3`. */
  readonly label: string;
  readonly isAlive: boolean;
  readonly waitsFor: string | undefined;
  /** Neighbors in the list of live processes, which is in order of starting. */
  before: AgendaProcess | undefined;
  after: AgendaProcess | undefined;
  interrupt(cause?: unknown): void;
}

/** The part of a wait that the agenda sees. */
export interface AgendaWait {
  readonly text: string;
  /** Whether anything has waited for it. */
  readonly isUsed: boolean;
}

/** The part of a waiter that the agenda sees. */
export interface AgendaWaiter {
  reached(wait: AgendaWait): void;
}

/** A wait that is triggered once a condition holds. */
export interface AgendaCondition {
  readonly hasCome: boolean;
  holds(): boolean;
  succeed(value: void): void;
}

/** What an agenda needs from the run. */
export interface AgendaHost {
  readonly node: string;
  /** The current epoch; 0 before the run. */
  readonly epoch: number;
  /** Schedules an activation of the process port at `epoch`, or as soon after it as possible; Infinity cancels it. */
  wake(epoch: number): void;
}

/**
 * The pending tasks of a node's processes, in the order (epoch, urgency, order in which they became due). A task scheduled for
 * a later epoch always precedes those that become due at that epoch itself, so only the later ones need a priority queue.
 */
export class Agenda {
  /** The process that is running. */
  active: AgendaProcess | undefined;
  /** Called for each interruption, if someone is watching. */
  onInterruption: ((process: AgendaProcess, waitedFor: string | undefined, cause: unknown) => void) | undefined;
  private newest: AgendaProcess | undefined;
  private started = 0;
  private readonly urgent = new TaskLine();
  private readonly due = new TaskLine();
  private readonly later = new TaskQueue();
  private readonly late: Task[] = [];
  private count = 0;
  /** Steps taken so far in this activation. */
  private steps = 0;
  /** Whether several waiters are being resumed and some have not had their turn yet. */
  private isTelling = false;
  private resumed = false;
  /** The wait created last in this activation; `unused` has earlier ones that nothing had waited for yet. */
  private latest: AgendaWait | undefined;
  private readonly unused: AgendaWait[] = [];
  private readonly conditions: AgendaCondition[] = [];
  // Reused for every wait: the generator reads them at once.
  private readonly step: { done: false; value: AgendaWait | undefined } = { done: false, value: undefined };
  private readonly end: { done: true; value: unknown } = { done: true, value: undefined };

  constructor(readonly host: AgendaHost) {}

  get epoch(): number {
    return this.host.epoch;
  }

  /** Schedules a task at this epoch, after everything that is already due. */
  add(task: Task): void {
    this.due.push(task, this.host.epoch);
  }

  addAt(task: Task, epoch: number): void {
    const now = this.host.epoch;
    if (epoch > now) this.later.push(task, epoch, this.count++);
    else this.due.push(task, now);
  }

  /** Schedules a task at this epoch, before everything due that is not urgent. */
  addUrgent(task: Task): void {
    this.urgent.push(task, this.host.epoch);
  }

  /** Schedules a task at this epoch, for when nothing else is due. */
  addLate(task: Task): void {
    this.late.push(task);
  }

  /** The epoch at which a task is due; NaN if it is not scheduled. */
  dueAt(task: Task): number {
    return task.place >= 0 ? this.later.epochOf(task) : this.due.epochOf(task);
  }

  /** Unschedules a task. Urgent tasks are never removed. */
  remove(task: Task): void {
    if (task.place >= 0) this.later.remove(task);
    else if (task.isPending) this.due.remove(task);
  }

  /**
   * Removes a task if nothing else comes before it, so that its only waiter can continue at once, without a call of `run`.
   */
  takeIfNext(task: Task): boolean {
    const { due } = this;
    if (!due.isOnly(task) || this.urgent.epoch < Infinity || this.later.epoch <= due.epoch) return false;
    if (this.isTelling || this.conditions.length > 0 || this.steps >= MOST_STEPS) return false;
    this.steps += 1;
    due.shift();
    return true;
  }

  /** Counts a step of a process that waited for something already done. @throws DiscoError `PROCESS_ENDLESS` */
  countStep(): void {
    if (this.steps >= MOST_STEPS) throw this.endless();
    this.steps += 1;
  }

  /** Resumes all waiters of a wait. */
  tell(waiters: readonly AgendaWaiter[], wait: AgendaWait): void {
    this.isTelling = true;
    for (const waiter of waiters) waiter.reached(wait);
    this.isTelling = false;
  }

  /** Registers a process that was started. @returns its number */
  enter(process: AgendaProcess): number {
    const { newest } = this;
    process.before = newest;
    if (newest !== undefined) newest.after = process;
    this.newest = process;
    return (this.started += 1);
  }

  /** Removes a process that has ended. */
  leave(process: AgendaProcess): void {
    const { before, after } = process;
    if (before !== undefined) before.after = after;
    if (after !== undefined) after.before = before;
    else this.newest = before;
    process.before = undefined;
    process.after = undefined;
  }

  /** Processes that have not ended, in order of starting. */
  get alive(): AgendaProcess[] {
    const found: AgendaProcess[] = [];
    for (let process = this.newest; process !== undefined; process = process.before) found.push(process);
    return found.reverse();
  }

  /** Registers a new wait, to detect a forgotten `yield*`. */
  made<Made extends AgendaWait>(wait: Made): Made {
    const { latest } = this;
    if (latest !== undefined && !latest.isUsed) this.unused.push(latest);
    this.latest = wait;
    return wait;
  }

  /** Triggers a wait once its condition holds, which is checked after each step. */
  watch(wait: AgendaCondition): void {
    this.conditions.push(wait);
  }

  unwatch(wait: AgendaCondition): void {
    const at = this.conditions.indexOf(wait);
    if (at >= 0) this.conditions.splice(at, 1);
  }

  /** Does everything that is due; called in the activation of the process port. */
  run(): void {
    const { epoch } = this.host;
    if (this.conditions.length > 0) this.look();
    this.steps = 0;
    this.doAll(epoch);
    while (this.late.length > 0) {
      this.late.shift()?.run();
      this.doAll(epoch);
    }
    this.settle();
  }

  private doAll(epoch: number): void {
    while (this.next <= epoch) {
      if (this.steps >= MOST_STEPS) throw this.endless();
      this.steps += 1;
      this.take().run();
      if (this.conditions.length > 0) this.look();
    }
  }

  /** Makes sure that the port is activated when the next task is due; called at the end of each activation of the node. */
  settle(): void {
    if (this.conditions.length > 0) this.look();
    this.checkMade();
    this.host.wake(this.late.length > 0 ? this.host.epoch : this.next);
  }

  /** The epoch of the first task. */
  private get next(): number {
    const { urgent, due, later } = this;
    if (urgent.epoch <= later.epoch) return due.epoch < urgent.epoch ? due.epoch : urgent.epoch;
    return due.epoch < later.epoch ? due.epoch : later.epoch;
  }

  private take(): Task {
    const { urgent, due, later } = this;
    if (urgent.epoch <= due.epoch && urgent.epoch <= later.epoch) return urgent.shift();
    return later.epoch <= due.epoch ? later.pop() : due.shift();
  }

  // The protocol between `Wait` and `Process` through `yield*`.

  /** Call it before a process resumes. */
  resume(): void {
    this.resumed = true;
  }

  hasResumed(): boolean {
    const resumed = this.resumed;
    this.resumed = false;
    return resumed;
  }

  begun<Begun extends AgendaWait>(wait: Begun): IteratorYieldResult<Begun> {
    if (this.active === undefined) {
      const message = `something of node '${this.host.node}' waited for ${wait.text} outside of its processes; wait with yield* in a method that a process runs`;
      throw new DiscoError('WAIT_OUTSIDE_PROCESS', message, { node: this.host.node, epoch: this.epoch });
    }
    this.step.value = wait;
    return this.step as IteratorYieldResult<never>;
  }

  /** The error for waiting again for a wait that was left. */
  left(wait: AgendaWait): DiscoError {
    const { node, epoch } = this.host;
    const message = `a process of node '${node}' waits again for ${wait.text}, a wait that it has already left; request a new one`;
    return new DiscoError('WAIT_LEFT', message, { node, epoch });
  }

  finished<Value>(value: Value): IteratorReturnResult<Value> {
    this.end.value = value;
    return this.end as IteratorReturnResult<Value>;
  }

  /** The wait that a process has begun, from the result of its step; undefined if the process used a plain `yield`. */
  begunBy(result: { readonly value: unknown }): AgendaWait | undefined {
    // Not by identity of the result: JavaScriptCore makes a new object for each `yield*`.
    const { step } = this;
    const { value } = step;
    if (result.value !== value) return undefined;
    step.value = undefined;
    return value;
  }

  private look(): void {
    for (const wait of this.conditions.slice()) {
      if (wait.hasCome || !wait.holds()) continue;
      this.unwatch(wait);
      wait.succeed();
    }
  }

  private checkMade(): void {
    const { latest, unused } = this;
    if (latest !== undefined && !latest.isUsed) unused.push(latest);
    this.latest = undefined;
    if (unused.length === 0) return;
    const forgotten = unused.find((wait) => !wait.isUsed);
    unused.length = 0;
    if (forgotten === undefined) return;
    const { node, epoch } = this.host;
    const message = `a wait for ${forgotten.text} was created in this activation of node '${node}', but nothing waits for it; write yield* before it`;
    throw new DiscoError('WAIT_UNUSED', message, { node, epoch });
  }

  private endless(): DiscoError {
    const { node, epoch } = this.host;
    const names = [...new Set(this.alive.map(({ name }) => name))].slice(0, 5).join(', ');
    const message = `processes of node '${node}' resumed ${MOST_STEPS} times at epoch ${epoch} without time passing (${names}); make one of them hold`;
    return new DiscoError('PROCESS_ENDLESS', message, { node, epoch });
  }
}
