import type { DiscoError } from '../errors.js';
import type { Key } from '../order/key.js';
import { nextDouble } from '../order/next-double.js';

/** A failure of an activation that was stepped before others with a lesser key, which may fail as well. */
export class PostponedFailure {
  constructor(
    readonly error: DiscoError,
    private readonly key: Key,
  ) {}

  /** Up to where a worker must still go: through the epoch of the failure, or to an earlier horizon. */
  limit(until: number): number {
    return Math.min(until, nextDouble(this.key.epoch));
  }

  /** Whether an activation at this key or later is not before the failure. */
  isLeast(key: Key): boolean {
    return !key.isBefore(this.key.epoch, this.key.place);
  }
}
