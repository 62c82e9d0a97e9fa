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
  /** Processes that have begun and not ended. */
  readonly alive = new Set<AgendaProcess>();
  readonly #queue = new TaskQueue();
  #count = 0;
  #resumed = false;
  #begun: AgendaWait | undefined;
  /** Waits that somebody made in this activation. */
  readonly #made: AgendaWait[] = [];
  readonly #conditions: { readonly holds: () => boolean; readonly wait: AgendaCondition }[] = [];
  // Both are used again for every wait, as the generator looks at them at once.
  readonly #step: { done: false; value: AgendaWait } = { done: false, value: undefined as never };
  readonly #end: { done: true; value: unknown } = { done: true, value: undefined };

  constructor(readonly host: AgendaHost) {}

  get epoch(): number {
    return this.host.epoch;
  }

  /** Has a task done at this epoch, after all that is due already. */
  add(task: Task): void {
    this.addAt(task, this.host.epoch);
  }

  addAt(task: Task, epoch: number): void {
    task.epoch = epoch;
    task.order = this.#count++;
    this.#queue.push(task);
  }

  /** Has a task done at this epoch, before all that is due and not urgent. */
  addUrgent(task: Task): void {
    task.epoch = this.host.epoch;
    task.order = this.#count++ - URGENT;
    this.#queue.push(task);
  }

  remove(task: Task): void {
    this.#queue.remove(task);
  }

  /** Notes a wait that must not be forgotten. */
  made<Made extends AgendaWait>(wait: Made): Made {
    this.#made.push(wait);
    return wait;
  }

  /** Has a wait succeed as soon as something holds, which is looked at after each step. */
  watch(holds: () => boolean, wait: AgendaCondition): void {
    this.#conditions.push({ holds, wait });
  }

  unwatch(wait: AgendaCondition): void {
    const at = this.#conditions.findIndex((one) => one.wait === wait);
    if (at >= 0) this.#conditions.splice(at, 1);
  }

  /** Does all that is due; called in the activation of the port of the processes. */
  run(): void {
    const { epoch } = this.host;
    this.#look();
    for (let steps = 0; this.#queue.epoch <= epoch; steps++) {
      if (steps === MOST_STEPS) throw this.#endless();
      this.#queue.pop()?.run();
      if (this.#conditions.length > 0) this.#look();
    }
    this.settle();
  }

  /** Sees to it that the port is activated when the next task is due; called at the end of each activation of the node. */
  settle(): void {
    if (this.#conditions.length > 0) this.#look();
    this.#checkMade();
    this.host.wake(this.#queue.epoch);
  }

  // What `Wait` and `Process` tell each other through `yield*`.

  /** To be called before a process goes on. */
  resume(): void {
    this.#resumed = true;
  }

  hasResumed(): boolean {
    const resumed = this.#resumed;
    this.#resumed = false;
    return resumed;
  }

  begun<Begun extends AgendaWait>(wait: Begun): IteratorYieldResult<Begun> {
    if (this.active === undefined) {
      const message = `something of node '${this.host.node}' waited for ${wait.text} outside of its processes; wait with yield* in a method that a process runs`;
      throw new DiscoError('WAIT_OUTSIDE_PROCESS', message, { node: this.host.node, epoch: this.epoch });
    }
    this.#begun = wait;
    this.#step.value = wait;
    return this.#step as IteratorYieldResult<never>;
  }

  finished<Value>(value: Value): IteratorReturnResult<Value> {
    this.#end.value = value;
    return this.#end as IteratorReturnResult<Value>;
  }

  /** What the process has begun to wait for. */
  takeBegun(): AgendaWait | undefined {
    const begun = this.#begun;
    this.#begun = undefined;
    return begun;
  }

  #look(): void {
    for (const { holds, wait } of this.#conditions.slice()) {
      if (wait.hasCome || !holds()) continue;
      this.unwatch(wait);
      wait.succeed();
    }
  }

  #checkMade(): void {
    if (this.#made.length === 0) return;
    const forgotten = this.#made.find((wait) => !wait.isUsed);
    this.#made.length = 0;
    if (forgotten === undefined) return;
    const { node, epoch } = this.host;
    const message = `nobody waits for ${forgotten.text}, which was made at this activation of node '${node}'; write yield* before it`;
    throw new DiscoError('WAIT_UNUSED', message, { node, epoch });
  }

  #endless(): DiscoError {
    const { node, epoch } = this.host;
    const names = [...new Set(Array.from(this.alive, ({ name }) => name))].slice(0, 5).join(', ');
    const message = `processes of node '${node}' went on ${MOST_STEPS} times at epoch ${epoch} and time stands still (${names}); let one of them hold`;
    return new DiscoError('PROCESS_ENDLESS', message, { node, epoch });
  }
}
