import { LEAST_DELAY, nextDouble } from '@disco-engine/kernel';

/**
 * The epoch of an event sent with a delay, rounded as doubles are; on a layer of the least delay it is always later than now.
 */
export function dueAfter(now: number, delay: number, minimumDelay: number): number {
  const due = now + delay;
  return due === now && minimumDelay === LEAST_DELAY ? nextDouble(now) : due;
}
