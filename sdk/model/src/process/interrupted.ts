import { Preempted } from './preempted.js';

/** Thrown by `yield*` in an interrupted process. Catch it where the process should continue with something else. */
export class Interrupted extends Error {
  /**
   * @param cause argument of `interrupt`, or a `Preempted` if a unit of a resource was taken away
   * @param what names what the process was waiting for
   */
  constructor(cause: unknown, what = 'something') {
    super(`it was interrupted${causeText(cause)} while waiting for ${what}, and does not catch Interrupted there`, {
      cause,
    });
    this.name = 'Interrupted';
  }
}

function causeText(cause: unknown): string {
  if (cause instanceof Preempted) {
    const by = cause.by === undefined ? '' : ` by '${cause.by.label}'`;
    return `, because its unit of '${cause.resource}' was taken away${by},`;
  }
  return typeof cause === 'string' || typeof cause === 'number' ? ` (${cause})` : '';
}
