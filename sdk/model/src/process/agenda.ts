import { DiscoError } from '@disco-engine/kernel';
import type { Task } from './task.js';
import { TaskLine } from './task-line.js';
import { TaskQueue } from './task-queue.js';

/** Resumptions at one epoch beyond which processes are taken to go round in a circle. */
const MOST_STEPS = 1_000_000;

/** A process, as far as the agenda knows it. */
export interface AgendaProcess {
  readonly name: string;
  readonly number: number;
  /** Both of them. */
  readonly label: string;
  readonly isAlive: boolean;
  readonly waitsFor: string | undefined;
  /** Those that were started before it and after it, among those that have not ended. */
  before: AgendaProcess | undefined;
  after: AgendaProcess | undefined;
  interrupt(cause?: unknown): void;
}

/** A wait, as far as the agenda knows it. */
export interface AgendaWait {
  readonly text: string;
  /** Whether anybody has waited for it. */
  readonly isUsed: boolean;
}

/** Who waits, as far as the agenda knows it. */
export interface AgendaWaiter {
  reached(wait: AgendaWait): void;
}

/** A wait that comes when something holds. */
export interface AgendaCondition {
  readonly hasCome: boolean;
  holds(): boolean;
  succeed(value: void): void;
}

/** What an agenda needs of the run. */
export interface AgendaHost {
  readonly node: string;
  /** The current epoch; 0 before the run. */
  readonly epoch: number;
  /** Has the port of the processes activated at an epoch, or as soon as it can be after that; Infinity for never. */
  wake(epoch: number): void;
}

/**
 * What the processes of one node are still to do, in the order (epoch, urgency, order in which it became due). What is added for later
 * is older than all that becomes due at its epoch, so only that needs a queue.
 */
export class Agenda {
  /** The process that runs. */
  active: AgendaProcess | undefined;
  /** Told of each interruption, where somebody looks on. */
  onInterruption: ((process: AgendaProcess, waitedFor: string | undefined, cause: unknown) => void) | undefined;
  private newest: AgendaProcess | undefined;
  private started = 0;
  private readonly urgent = new TaskLine();
  private readonly due = new TaskLine();
  private readonly later = new TaskQueue();
  private readonly late: Task[] = [];
  private count = 0;
  /** What was done so far in this activation. */
  private steps = 0;
  /** Whether several are told that something has come, of whom some do not know yet. */
  private isTelling = false;
  private resumed = false;
  /** The wait that was made last in this activation, and others that were made before it and nobody had waited for yet. */
  private latest: AgendaWait | undefined;
  private readonly unused: AgendaWait[] = [];
  private readonly conditions: AgendaCondition[] = [];
  // Both are used again for every wait, as the generator looks at them at once.
  private readonly step: { done: false; value: AgendaWait | undefined } = { done: false, value: undefined };
  private readonly end: { done: true; value: unknown } = { done: true, value: undefined };

  constructor(readonly host: AgendaHost) {}

  get epoch(): number {
    return this.host.epoch;
  }

  /** Has a task done at this epoch, after all that is due already. */
  add(task: Task): void {
    this.due.push(task, this.host.epoch);
  }

  addAt(task: Task, epoch: number): void {
    const now = this.host.epoch;
    if (epoch > now) this.later.push(task, epoch, this.count++);
    else this.due.push(task, now);
  }

  /** Has a task done at this epoch, before all that is due and not urgent. */
  addUrgent(task: Task): void {
    this.urgent.push(task, this.host.epoch);
  }

  /** Has a task done at this epoch, when nothing else is due any more. */
  addLate(task: Task): void {
    this.late.push(task);
  }

  /** When a task is due; NaN where it is not to be done. */
  dueAt(task: Task): number {
    return task.place >= 0 ? this.later.epochOf(task) : this.due.epochOf(task);
  }

  /** Only what is not urgent is taken back. */
  remove(task: Task): void {
    if (task.place >= 0) this.later.remove(task);
    else if (task.isPending) this.due.remove(task);
  }

  /**
   * Takes a task out if nothing else is to be done before it, so that whoever would be told of it by `run`, and nobody else, can go on
   * at once.
   */
  takeIfNext(task: Task): boolean {
    const { due } = this;
    if (!due.isOnly(task) || this.urgent.epoch < Infinity || this.later.epoch <= due.epoch) return false;
    if (this.isTelling || this.conditions.length > 0 || this.steps >= MOST_STEPS) return false;
    this.steps += 1;
    due.shift();
    return true;
  }

  /** Counts that a process goes on with what had come before. @throws DiscoError `PROCESS_ENDLESS` */
  countStep(): void {
    if (this.steps >= MOST_STEPS) throw this.endless();
    this.steps += 1;
  }

  /** Tells all who waited for something that it has come. */
  tell(waiters: readonly AgendaWaiter[], wait: AgendaWait): void {
    this.isTelling = true;
    for (const waiter of waiters) waiter.reached(wait);
    this.isTelling = false;
  }

  /** Notes a process that was started. @returns its number */
  enter(process: AgendaProcess): number {
    const { newest } = this;
    process.before = newest;
    if (newest !== undefined) newest.after = process;
    this.newest = process;
    return (this.started += 1);
  }

  /** Forgets one that has ended. */
  leave(process: AgendaProcess): void {
    const { before, after } = process;
    if (before !== undefined) before.after = after;
    if (after !== undefined) after.before = before;
    else this.newest = before;
    process.before = undefined;
    process.after = undefined;
  }

  /** Processes that have not ended, in the order of their starts. */
  get alive(): AgendaProcess[] {
    const found: AgendaProcess[] = [];
    for (let process = this.newest; process !== undefined; process = process.before) found.push(process);
    return found.reverse();
  }

  /** Notes a wait that must not be forgotten. */
  made<Made extends AgendaWait>(wait: Made): Made {
    const { latest } = this;
    if (latest !== undefined && !latest.isUsed) this.unused.push(latest);
    this.latest = wait;
    return wait;
  }

  /** Has a wait succeed as soon as it holds, which is looked at after each step. */
  watch(wait: AgendaCondition): void {
    this.conditions.push(wait);
  }

  unwatch(wait: AgendaCondition): void {
    const at = this.conditions.indexOf(wait);
    if (at >= 0) this.conditions.splice(at, 1);
  }

  /** Does all that is due; called in the activation of the port of the processes. */
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

  /** Sees to it that the port is activated when the next task is due; called at the end of each activation of the node. */
  settle(): void {
    if (this.conditions.length > 0) this.look();
    this.checkMade();
    this.host.wake(this.late.length > 0 ? this.host.epoch : this.next);
  }

  /** When the first task is due. */
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

  // What `Wait` and `Process` tell each other through `yield*`.

  /** To be called before a process goes on. */
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

  /** The error of one who waits for what it has left. */
  left(wait: AgendaWait): DiscoError {
    const { node, epoch } = this.host;
    const message = `a process of node '${node}' waited again for ${wait.text}, which it has left before; ask for another one`;
    return new DiscoError('WAIT_LEFT', message, { node, epoch });
  }

  finished<Value>(value: Value): IteratorReturnResult<Value> {
    this.end.value = value;
    return this.end as IteratorReturnResult<Value>;
  }

  /** What a process has begun to wait for, by the result of its step; undefined where it yielded by itself. */
  begunBy(result: { readonly value: unknown }): AgendaWait | undefined {
    // Not by the object itself: JavaScriptCore makes a new one for each `yield*`.
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
    const message = `nobody waits for ${forgotten.text}, which was made at this activation of node '${node}'; write yield* before it`;
    throw new DiscoError('WAIT_UNUSED', message, { node, epoch });
  }

  private endless(): DiscoError {
    const { node, epoch } = this.host;
    const names = [...new Set(this.alive.map(({ name }) => name))].slice(0, 5).join(', ');
    const message = `processes of node '${node}' went on ${MOST_STEPS} times at epoch ${epoch} and time stands still (${names}); let one of them hold`;
    return new DiscoError('PROCESS_ENDLESS', message, { node, epoch });
  }
}
