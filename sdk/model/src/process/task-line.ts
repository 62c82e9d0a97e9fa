import type { Task } from './task.js';

const FIRST_SIZE = 8;
/** The place of a task that stands in a line. */
const IN_LINE = -2;

/** Tasks that became due as they were added, first in, first out: a ring. */
export class TaskLine {
  /** When the first one became due; Infinity where there is none. */
  epoch = Infinity;
  private head = 0;
  private size = 0;
  private tasks: (Task | undefined)[] = Array.from({ length: FIRST_SIZE }, () => undefined);
  private epochs = new Float64Array(FIRST_SIZE);

  /** @param epoch not before that of the last one */
  push(task: Task, epoch: number): void {
    if (this.size === this.epochs.length) this.grow();
    const at = (this.head + this.size) & (this.epochs.length - 1);
    this.tasks[at] = task;
    this.epochs[at] = epoch;
    task.place = IN_LINE;
    if (this.size++ === 0) this.epoch = epoch;
  }

  /** Whether a task is the only one. */
  isOnly(task: Task): boolean {
    return this.size === 1 && this.tasks[this.head] === task;
  }

  /** Takes the first task; there must be one. */
  shift(): Task {
    const { head, tasks } = this;
    const task = tasks[head] as Task;
    tasks[head] = undefined;
    task.place = -1;
    this.head = (head + 1) & (this.epochs.length - 1);
    this.size -= 1;
    this.epoch = this.size === 0 ? Infinity : (this.epochs[this.head] ?? NaN);
    return task;
  }

  /** When a task became due; NaN where it is not here. */
  epochOf(task: Task): number {
    const at = this.tasks.indexOf(task);
    return at < 0 ? NaN : (this.epochs[at] ?? NaN);
  }

  /** Takes a task out, if it is here. */
  remove(task: Task): void {
    if (!this.tasks.includes(task)) return;
    // Each goes round once, but for the one that leaves.
    for (let left = this.size; left > 0; left--) {
      const { epoch } = this;
      const one = this.shift();
      if (one !== task) this.push(one, epoch);
    }
  }

  private grow(): void {
    const { head, tasks, epochs } = this;
    const { length } = epochs;
    this.epochs = new Float64Array(2 * length);
    this.epochs.set(epochs.subarray(head));
    this.epochs.set(epochs.subarray(0, head), length - head);
    this.tasks = Array.from({ length: 2 * length }, (_, at) => tasks[(head + at) % length]).fill(undefined, length);
    this.head = 0;
  }
}
