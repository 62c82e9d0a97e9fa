import type { DiscoError } from '../errors.js';
import { Key } from '../order/key.js';
import { nextDouble } from '../order/next-double.js';

/**
 * Of the failures found so far, the one with the least key. A worker that does not step in the order of keys may still
 * find a lesser one.
 */
export class LeastFailure {
  error: DiscoError | undefined;
  /** After every key while there is no failure. */
  readonly key = new Key(Infinity, 0);

  /** Returns the lesser of a failure and the one that is known. */
  offer(error: DiscoError, epoch: number, place: number): DiscoError {
    if (this.error !== undefined && this.key.isBefore(epoch, place)) return this.error;
    this.key.set(epoch, place);
    return (this.error = error);
  }

  /** Up to where a worker must still go: through the epoch of the failure, or to an earlier horizon. */
  limit(until: number): number {
    return this.error === undefined ? until : Math.min(until, nextDouble(this.key.epoch));
  }

  /** Whether there is a failure before a horizon. */
  isBefore(until: number): boolean {
    return this.key.epoch < until;
  }

  /** @throws DiscoError the failure, if it is before the horizon, and nothing can fail before it any more */
  check(bound: Key, until: number): void {
    if (this.error !== undefined && this.isBefore(until) && !bound.isBefore(this.key.epoch, this.key.place))
      throw this.error;
  }
}
