import type { Task } from './task.js';

const FIRST_SIZE = 16;

/**
 * The later tasks of one node: a binary heap by (epoch, order) that supports removal of any task. Only numbers move in the
 * heap, and a task keeps its slot while it is queued: storing an object into an old array costs more than the comparisons.
 */
export class TaskQueue {
  /** Epoch of the first task; Infinity if there is none. */
  epoch = Infinity;
  /** Places in use, including that of a popped task that has not been replaced yet. The root is at 0. */
  private length = 0;
  /** Whether the root was popped. Usually another task is pushed right away and takes its slot and place. */
  private isOpen = false;
  /** By slot. */
  private readonly tasks: (Task | undefined)[] = [];
  private places = new Int32Array(FIRST_SIZE);
  /** By place. The free slots follow those in use. */
  private slots = Int32Array.from({ length: FIRST_SIZE }, (_, slot) => slot);
  private epochs = new Float64Array(FIRST_SIZE);
  private orders = new Float64Array(FIRST_SIZE);

  push(task: Task, epoch: number, order: number): void {
    const { isOpen } = this;
    if (!isOpen && this.length === this.slots.length) this.grow();
    const place = isOpen ? 0 : this.length++;
    const slot = this.slots[place] ?? NaN;
    this.tasks[slot] = task;
    task.place = slot;
    this.isOpen = false;
    if (isOpen) this.sink(slot, epoch, order, 0);
    else this.rise(slot, epoch, order, place);
    this.epoch = this.epochs[0] ?? NaN;
  }

  epochOf({ place }: Task): number {
    return place < 0 ? NaN : (this.epochs[this.places[place] ?? NaN] ?? NaN);
  }

  /** Removes and returns the first task; there must be one. */
  pop(): Task {
    this.close();
    const { epochs, length } = this;
    const slot = this.slots[0] ?? NaN;
    const task = this.leave(slot);
    this.isOpen = true;
    const left = length > 1 ? (epochs[1] ?? NaN) : Infinity;
    const right = length > 2 ? (epochs[2] ?? NaN) : Infinity;
    this.epoch = right < left ? right : left;
    return task;
  }

  /** Removes a task, if it is queued. */
  remove(task: Task): void {
    const slot = task.place;
    if (slot < 0) return;
    this.close();
    this.leave(slot);
    const place = this.places[slot] ?? NaN;
    const end = --this.length;
    if (place !== end) this.replace(place, end);
    this.slots[end] = slot;
    this.epoch = end === 0 ? Infinity : (this.epochs[0] ?? NaN);
  }

  private leave(slot: number): Task {
    const task = this.tasks[slot] as Task;
    this.tasks[slot] = undefined;
    task.place = -1;
    return task;
  }

  /** Fills the root, if it was popped. */
  private close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    const slot = this.slots[0] ?? NaN;
    const end = --this.length;
    if (end > 0) this.replace(0, end);
    this.slots[end] = slot;
  }

  /** Moves the task at `end`, just past the shortened heap, to `place`. */
  private replace(place: number, end: number): void {
    const slot = this.slots[end] ?? NaN;
    const epoch = this.epochs[end] ?? NaN;
    const order = this.orders[end] ?? NaN;
    if (place > 0 && this.isBefore(epoch, order, (place - 1) >> 1)) this.rise(slot, epoch, order, place);
    else this.sink(slot, epoch, order, place);
  }

  private rise(slot: number, epoch: number, order: number, place: number): void {
    let at = place;
    while (at > 0) {
      const above = (at - 1) >> 1;
      if (!this.isBefore(epoch, order, above)) break;
      this.move(above, at);
      at = above;
    }
    this.put(slot, epoch, order, at);
  }

  private sink(slot: number, epoch: number, order: number, place: number): void {
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
    this.put(slot, epoch, order, at);
  }

  private isBefore(epoch: number, order: number, place: number): boolean {
    const other = this.epochs[place] ?? NaN;
    return epoch < other || (epoch === other && order < (this.orders[place] ?? NaN));
  }

  private move(from: number, to: number): void {
    this.put(this.slots[from] ?? NaN, this.epochs[from] ?? NaN, this.orders[from] ?? NaN, to);
  }

  private put(slot: number, epoch: number, order: number, place: number): void {
    this.slots[place] = slot;
    this.places[slot] = place;
    this.epochs[place] = epoch;
    this.orders[place] = order;
  }

  private grow(): void {
    const { length, epochs, orders, places, slots } = this;
    this.epochs = new Float64Array(2 * length);
    this.orders = new Float64Array(2 * length);
    this.places = new Int32Array(2 * length);
    this.slots = Int32Array.from({ length: 2 * length }, (_, slot) => slot);
    this.epochs.set(epochs);
    this.orders.set(orders);
    this.places.set(places);
    this.slots.set(slots);
  }
}
