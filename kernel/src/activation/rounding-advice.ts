import { nextDouble } from '../order/next-double.js';
import { LEAST_DELAY } from '../topology/topology-spec.js';

/** Two epochs that are no further apart than this, relative to the later one, are taken for the same but for rounding: 64 units in the last place. */
const ROUNDING = 2 ** -46;

/** What the refusal of a send that is too early says at its end: how early it could be, and whether only rounding made it too early. */
export function sendAdvice(now: number, due: number, minimumDelay: number): string {
  if (minimumDelay === LEAST_DELAY) return `, so the earliest epoch is the next double after now, ${nextDouble(now)}`;
  const earliest = now + minimumDelay;
  if (minimumDelay > 0 && due === now && earliest === now)
    return `. The delay is lost in rounding: the next epoch after now is ${nextDouble(now)}. Choose a unit or an origin of time that keeps epochs smaller, or a longer delay`;
  const bound = minimumDelay > 0 ? `, so the earliest epoch is ${earliest}` : '';
  return differByRounding(due, earliest)
    ? `${bound}. The two differ by rounding alone: send with a delay instead of an epoch`
    : bound;
}

/** The same for a wakeup. */
export function wakeupAdvice(now: number, epoch: number): string {
  return differByRounding(epoch, now)
    ? '. For now plus a delay call wakeupAfter(delay), which takes the next epoch where the sum rounds to now'
    : '';
}

/** The same for a timer. */
export function timerAdvice(now: number, epoch: number): string {
  return differByRounding(epoch, now)
    ? '. For now plus a delay give the delay, which takes the next epoch where the sum rounds to now'
    : '';
}

function differByRounding(earlier: number, later: number): boolean {
  return later - earlier <= later * ROUNDING;
}
