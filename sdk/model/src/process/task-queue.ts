import type { Task } from './task.js';

/** The tasks of one node: a binary heap by (epoch, order) from which each can be taken out, as it knows its place. */
export class TaskQueue {
  // The root is at 0.
  readonly #tasks: Task[] = [];

  /** Epoch of the first task; Infinity where there is none. */
  get epoch(): number {
    const first = this.#tasks[0];
    return first === undefined ? Infinity : first.epoch;
  }

  push(task: Task): void {
    this.#tasks.push(task);
    this.#rise(task, this.#tasks.length - 1);
  }

  /** Takes the first task. */
  pop(): Task | undefined {
    const first = this.#tasks[0];
    if (first !== undefined) this.remove(first);
    return first;
  }

  /** Takes a task out, if it is there. */
  remove(task: Task): void {
    const { place } = task;
    if (place < 0) return;
    task.place = -1;
    const last = this.#tasks.pop();
    if (last === undefined || last === task) return;
    if (place > 0 && comesBefore(last, this.#at((place - 1) >> 1))) this.#rise(last, place);
    else this.#sink(last, place);
  }

  #rise(task: Task, place: number): void {
    let at = place;
    while (at > 0) {
      const above = (at - 1) >> 1;
      const parent = this.#at(above);
      if (!comesBefore(task, parent)) break;
      this.#put(parent, at);
      at = above;
    }
    this.#put(task, at);
  }

  #sink(task: Task, place: number): void {
    const { length } = this.#tasks;
    let at = place;
    for (;;) {
      let below = 2 * at + 1;
      if (below >= length) break;
      let child = this.#at(below);
      if (below + 1 < length) {
        const right = this.#at(below + 1);
        if (comesBefore(right, child)) {
          child = right;
          below += 1;
        }
      }
      if (!comesBefore(child, task)) break;
      this.#put(child, at);
      at = below;
    }
    this.#put(task, at);
  }

  #put(task: Task, place: number): void {
    this.#tasks[place] = task;
    task.place = place;
  }

  #at(place: number): Task {
    return this.#tasks[place] as Task;
  }
}

function comesBefore(a: Task, b: Task): boolean {
  return a.epoch < b.epoch || (a.epoch === b.epoch && a.order < b.order);
}
