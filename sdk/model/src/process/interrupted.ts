import { Preempted } from './preempted.js';

/** Thrown by `yield*` in a process that was interrupted. Catch it where the process is to go on with something else. */
export class Interrupted extends Error {
  /**
   * @param cause what `interrupt` was given; a `Preempted` where a unit of a resource was taken away
   * @param what it waited for, in words
   */
  constructor(cause: unknown, what = 'something') {
    super(`it was interrupted${causeText(cause)} while it waited for ${what}, and does not catch Interrupted there`, {
      cause,
    });
    this.name = 'Interrupted';
  }
}

function causeText(cause: unknown): string {
  if (cause instanceof Preempted) {
    const by = cause.by === undefined ? '' : ` by '${cause.by.label}'`;
    return `, as its unit of '${cause.resource}' was taken away${by},`;
  }
  return typeof cause === 'string' || typeof cause === 'number' ? ` (${cause})` : '';
}
