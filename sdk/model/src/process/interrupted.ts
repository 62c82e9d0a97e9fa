/** Thrown by `yield*` in a process that was interrupted. Catch it where the process is to go on with something else. */
export class Interrupted extends Error {
  /** @param cause what `interrupt` was given; `Preempted` where a resource was taken away */
  constructor(cause: unknown) {
    super('the process was interrupted', { cause });
    this.name = 'Interrupted';
  }
}
