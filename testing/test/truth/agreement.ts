import { expect } from 'vitest';
import { studentInterval } from './confidence.js';

/** Each single interval of these tests covers the truth with this probability, if the engine is right. */
export const LEVEL = 0.999;

declare module 'vitest' {
  interface Matchers<T> {
    /**
     * Whether the confidence interval of independent estimates covers a value. Throws, also after `not`, where the interval is
     * too wide to mean anything.
     *
     * @param precision largest half-width of the interval, as a share of its middle; 0.045 by default, with which no interval
     * covers both a value and one that is 10 % off
     */
    toAgreeWith(truth: number, precision?: number): T;
  }
}

expect.extend({
  toAgreeWith(estimates: readonly number[], truth: number, precision = 0.045) {
    const { mean, halfWidth } = studentInterval(estimates, LEVEL);
    const found = `${mean.toPrecision(5)} ± ${halfWidth.toPrecision(2)}`;
    if (!(halfWidth <= precision * Math.abs(mean))) throw new Error(`${found} is too wide to tell`);
    const pass = Math.abs(mean - truth) <= halfWidth;
    return { pass, message: () => `${found} ${pass ? 'covers' : 'does not cover'} ${truth.toPrecision(5)}` };
  },
});
