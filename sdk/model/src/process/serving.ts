import { Task } from './task.js';

/** Something that is done among the tasks of an epoch. */
export class Serving extends Task {
  constructor(private readonly action: () => void) {
    super();
  }

  run(): void {
    this.action();
  }
}
