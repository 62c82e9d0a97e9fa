import { nextDouble } from '../order/next-double.js';
import { LEAST_DELAY } from '../topology/topology-spec.js';

/**
 * Two epochs whose relative difference is at most this (64 units in the last place) are taken to differ only by
 * rounding.
 */
const ROUNDING = 2 ** -46;

/**
 * The end of the message for a send that is too early: the earliest possible epoch, and whether only rounding is to
 * blame.
 */
export function sendAdvice(now: number, due: number, minimumDelay: number): string {
  if (minimumDelay === LEAST_DELAY) return `, so the earliest epoch is the next double after now, ${nextDouble(now)}`;
  const earliest = now + minimumDelay;
  if (minimumDelay > 0 && due === now && earliest === now)
    return `. The delay is lost in rounding: the next epoch after now is ${nextDouble(now)}. Use a longer delay, or a unit or origin of time that keeps epochs smaller`;
  const bound = minimumDelay > 0 ? `, so the earliest epoch is ${earliest}` : '';
  return differByRounding(due, earliest)
    ? `${bound}. The two differ only by rounding: send with a delay instead of an epoch`
    : bound;
}

/** The same for a wakeup. */
export function wakeupAdvice(now: number, epoch: number): string {
  return differByRounding(epoch, now)
    ? '. To wake up after a delay, call wakeupAfter(delay), which uses the next epoch if the sum rounds to now'
    : '';
}

/** The same for a timer. */
export function timerAdvice(now: number, epoch: number): string {
  return differByRounding(epoch, now)
    ? '. To set it after a delay, give the delay, which uses the next epoch if the sum rounds to now'
    : '';
}

function differByRounding(earlier: number, later: number): boolean {
  return later - earlier <= later * ROUNDING;
}
