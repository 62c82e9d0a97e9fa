import type { Task } from './task.js';

const FIRST_SIZE = 16;

/**
 * The tasks of one node: a binary heap by (epoch, order) from which each can be taken out, as it knows its place. The keys stand beside
 * the tasks, as a double in a field of an object would be an object of its own.
 */
export class TaskQueue {
  /** Of the first task; Infinity where there is none. */
  epoch = Infinity;
  private length = 0;
  // The root is at 0.
  private tasks: (Task | undefined)[] = [];
  private epochs = new Float64Array(FIRST_SIZE);
  private orders = new Float64Array(FIRST_SIZE);

  push(task: Task, epoch: number, order: number): void {
    if (this.length === this.epochs.length) this.grow();
    this.rise(task, epoch, order, this.length++);
    this.epoch = this.epochs[0] ?? NaN;
  }

  epochOf({ place }: Task): number {
    return place < 0 ? NaN : (this.epochs[place] ?? NaN);
  }

  /** Takes the first task; there must be one. */
  pop(): Task {
    const task = this.tasks[0] as Task;
    this.remove(task);
    return task;
  }

  /** Takes a task out, if it is there. */
  remove(task: Task): void {
    const { place } = task;
    if (place < 0) return;
    task.place = -1;
    const { tasks, epochs, orders } = this;
    const end = --this.length;
    const last = tasks[end] as Task;
    tasks[end] = undefined;
    if (last !== task) {
      const epoch = epochs[end] ?? NaN;
      const order = orders[end] ?? NaN;
      if (place > 0 && this.isBefore(epoch, order, (place - 1) >> 1)) this.rise(last, epoch, order, place);
      else this.sink(last, epoch, order, place);
    }
    this.epoch = end === 0 ? Infinity : (epochs[0] ?? NaN);
  }

  private rise(task: Task, epoch: number, order: number, place: number): void {
    let at = place;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.isBefore(epoch, order, above)) break;
      this.move(above, at);
      at = above;
    }
    this.put(task, epoch, order, at);
  }

  private sink(task: Task, epoch: number, order: number, place: number): void {
    const { length, epochs, orders } = this;
    let at = place;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= length) break;
      if (below + 1 < length && this.isBefore(epochs[below + 1] ?? NaN, orders[below + 1] ?? NaN, below)) below += 1;
      if (this.isBefore(epoch, order, below)) break;
      this.move(below, at);
      at = below;
    }
    this.put(task, epoch, order, at);
  }

  private isBefore(epoch: number, order: number, place: number): boolean {
    const other = this.epochs[place] ?? NaN;
    return epoch < other || (epoch === other && order < (this.orders[place] ?? NaN));
  }

  private move(from: number, to: number): void {
    this.put(this.tasks[from] as Task, this.epochs[from] ?? NaN, this.orders[from] ?? NaN, to);
  }

  private put(task: Task, epoch: number, order: number, place: number): void {
    this.tasks[place] = task;
    this.epochs[place] = epoch;
    this.orders[place] = order;
    task.place = place;
  }

  private grow(): void {
    const [epochs, orders] = [this.epochs, this.orders];
    this.epochs = new Float64Array(2 * epochs.length);
    this.orders = new Float64Array(2 * epochs.length);
    this.epochs.set(epochs);
    this.orders.set(orders);
  }
}
