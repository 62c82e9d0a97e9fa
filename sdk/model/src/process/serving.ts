import { Task } from './task.js';

/** An action that takes its turn among the tasks of an epoch. */
export class Serving extends Task {
  constructor(private readonly action: () => void) {
    super();
  }

  run(): void {
    this.action();
  }
}
