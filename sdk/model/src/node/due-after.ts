import { LEAST_DELAY, nextDouble } from '@disco-engine/kernel';

/** When an event is due that is sent with a delay, as doubles are rounded; on a layer of the least delay, never now. */
export function dueAfter(now: number, delay: number, minimumDelay: number): number {
  const due = now + delay;
  return due === now && minimumDelay === LEAST_DELAY ? nextDouble(now) : due;
}
