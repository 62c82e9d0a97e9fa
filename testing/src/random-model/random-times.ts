import { nextDouble } from '@disco-engine/kernel';
import fc from 'fast-check';
import { previousDouble } from './previous-double.js';

/** A time as drawn: a multiple of the model's step, and its deviation from that if the model allows one. */
export type DrawnTime = readonly [multiple: number, departure: number, anything: number];

/**
 * How the times of a model are spread. On an even grid, ties are frequent; off the grid, times may also lie one double
 * apart, vanish in each other, or differ by hundreds of orders of magnitude.
 */
export interface RandomTimes {
  readonly step: number;
  readonly even: boolean;
}

/** Some steps add up exactly, some do not; the smallest are subnormal, the greatest overflow. */
const STEPS = [1 / 8, 0.1, 1 / 3, 5e-324, 1e-310, 2 ** 53, 2 ** 1017];

/** Half of the models use eighths only. */
export const randomTimes: fc.Arbitrary<RandomTimes> = fc.oneof(
  fc.constant({ step: 1 / 8, even: true }),
  fc.record({ step: fc.constantFrom(...STEPS), even: fc.nat({ max: 3 }).map((draw) => draw === 0) }),
);

/** @param multiple of the step, for most times */
export function drawnTime(multiple: fc.Arbitrary<number>): fc.Arbitrary<DrawnTime> {
  return fc.tuple(multiple, fc.nat({ max: 15 }), fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }));
}

/** From 0 to the greatest double. */
export function timeOf({ step, even }: RandomTimes, [multiple, departure, anything]: DrawnTime): number {
  const time = multiple * step;
  return Math.min(even ? time : departed(time, step, departure, anything), Number.MAX_VALUE);
}

function departed(time: number, step: number, departure: number, anything: number): number {
  switch (departure) {
    case 1:
    case 2:
      return nextDouble(time);
    case 3:
    case 4:
      return Math.max(0, previousDouble(time));
    // Vanishes in all but the earliest epochs.
    case 5:
      return time * 2 ** -53;
    // From here on, the step itself is half the distance between two doubles, so rounding drops or doubles it.
    case 6:
      return step * 2 ** 53 + time;
    case 7:
      return anything;
    default:
      return time;
  }
}
