import { DiscoError } from '@disco-engine/kernel';
import type { Task } from './task.js';
import { TaskQueue } from './task-queue.js';

/** Resumptions at one epoch beyond which processes are taken to go round in a circle. */
const MOST_STEPS = 1_000_000;
/** Urgent tasks come before all others of their epoch. */
const URGENT = 2 ** 52;

/** A process, as far as the agenda knows it. */
export interface AgendaProcess {
  readonly name: string;
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

/** A wait that comes when something holds. */
export interface AgendaCondition {
  readonly hasCome: boolean;
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

/** What the processes of one node are still to do, in the order (epoch, urgency, order in which it became due). */
export class Agenda {
  /** The process that runs. */
  active: AgendaProcess | undefined;
  private newest: AgendaProcess | undefined;
  private readonly queue = new TaskQueue();
  private count = 0;
  private resumed = false;
  private waitBegun: AgendaWait | undefined;
  /** The wait that was made last in this activation, and others that were made before it and nobody had waited for yet. */
  private latest: AgendaWait | undefined;
  private readonly unused: AgendaWait[] = [];
  private readonly conditions: { readonly holds: () => boolean; readonly wait: AgendaCondition }[] = [];
  // Both are used again for every wait, as the generator looks at them at once.
  private readonly step: { done: false; value: AgendaWait } = { done: false, value: undefined as never };
  private readonly end: { done: true; value: unknown } = { done: true, value: undefined };

  constructor(readonly host: AgendaHost) {}

  get epoch(): number {
    return this.host.epoch;
  }

  /** Has a task done at this epoch, after all that is due already. */
  add(task: Task): void {
    this.addAt(task, this.host.epoch);
  }

  addAt(task: Task, epoch: number): void {
    this.queue.push(task, epoch, this.count++);
  }

  /** Has a task done at this epoch, before all that is due and not urgent. */
  addUrgent(task: Task): void {
    this.queue.push(task, this.host.epoch, this.count++ - URGENT);
  }

  /** When a task is due; NaN where it is not to be done. */
  dueAt(task: Task): number {
    return this.queue.epochOf(task);
  }

  remove(task: Task): void {
    this.queue.remove(task);
  }

  /** Notes a process that was started. */
  enter(process: AgendaProcess): void {
    const { newest } = this;
    process.before = newest;
    if (newest !== undefined) newest.after = process;
    this.newest = process;
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

  /** Has a wait succeed as soon as something holds, which is looked at after each step. */
  watch(holds: () => boolean, wait: AgendaCondition): void {
    this.conditions.push({ holds, wait });
  }

  unwatch(wait: AgendaCondition): void {
    const at = this.conditions.findIndex((one) => one.wait === wait);
    if (at >= 0) this.conditions.splice(at, 1);
  }

  /** Does all that is due; called in the activation of the port of the processes. */
  run(): void {
    const { epoch } = this.host;
    if (this.conditions.length > 0) this.look();
    for (let steps = 0; this.queue.epoch <= epoch; steps++) {
      if (steps === MOST_STEPS) throw this.endless();
      this.queue.pop().run();
      if (this.conditions.length > 0) this.look();
    }
    this.settle();
  }

  /** Sees to it that the port is activated when the next task is due; called at the end of each activation of the node. */
  settle(): void {
    if (this.conditions.length > 0) this.look();
    this.checkMade();
    this.host.wake(this.queue.epoch);
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
    this.waitBegun = wait;
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

  /** What the process has begun to wait for. */
  takeBegun(): AgendaWait | undefined {
    const begun = this.waitBegun;
    this.waitBegun = undefined;
    return begun;
  }

  private look(): void {
    for (const { holds, wait } of this.conditions.slice()) {
      if (wait.hasCome || !holds()) continue;
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
