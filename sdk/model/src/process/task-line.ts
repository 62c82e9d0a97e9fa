import type { Task } from './task.js';

const FIRST_SIZE = 8;
/** `place` of a task that is in a line. */
const IN_LINE = -2;

/** Tasks that became due as they were added: a FIFO queue on a ring buffer. */
export class TaskLine {
  /** When the first task became due; Infinity if there is none. */
  epoch = Infinity;
  private head = 0;
  private size = 0;
  private tasks: (Task | undefined)[] = Array.from({ length: FIRST_SIZE }, () => undefined);
  private epochs = new Float64Array(FIRST_SIZE);

  /** @param epoch not before that of the previous task */
  push(task: Task, epoch: number): void {
    if (this.size === this.epochs.length) this.grow();
    const at = (this.head + this.size) & (this.epochs.length - 1);
    this.tasks[at] = task;
    this.epochs[at] = epoch;
    task.place = IN_LINE;
    if (this.size++ === 0) this.epoch = epoch;
  }

  /** Whether `task` is the only one. */
  isOnly(task: Task): boolean {
    return this.size === 1 && this.tasks[this.head] === task;
  }

  /** Removes and returns the first task; there must be one. */
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

  /** When a task became due; NaN if it is not in the line. */
  epochOf(task: Task): number {
    const at = this.tasks.indexOf(task);
    return at < 0 ? NaN : (this.epochs[at] ?? NaN);
  }

  /** Removes a task, if it is in the line. */
  remove(task: Task): void {
    if (!this.tasks.includes(task)) return;
    // Rotate once through the ring, leaving that task out.
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
