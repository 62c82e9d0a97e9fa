import { expect } from 'vitest';
import { studentInterval } from './confidence.js';

/** The probability with which each single interval in these tests covers the truth, if the engine is correct. */
export const LEVEL = 0.999;

declare module 'vitest' {
  interface Matchers<T> {
    /**
     * Whether the confidence interval of independent estimates covers a value. Throws, even after `not`, if the interval
     * is too wide to be meaningful.
     *
     * @param precision largest half-width of the interval, as a share of its centre. Default 0.045, with which no
     * interval covers both a value and one that is 10 % off
     */
    toAgreeWith(truth: number, precision?: number): T;

    /**
     * Whether that interval covers a value, but neither of the two neighbours that are off by a share of it.
     *
     * @param off Default 0.05. Throws if the interval is wider than 0.96 of it, for lack of replications
     */
    toTellFromNeighbours(truth: number, off?: number): T;
  }
}

function covers(estimates: readonly number[], truth: number, precision: number): { pass: boolean; found: string } {
  const { mean, halfWidth } = studentInterval(estimates, LEVEL);
  const found = `${mean.toPrecision(5)} ± ${halfWidth.toPrecision(2)}`;
  if (!(halfWidth <= precision * Math.abs(mean))) throw new Error(`${found} is too wide to tell`);
  return { pass: Math.abs(mean - truth) <= halfWidth, found };
}

expect.extend({
  toAgreeWith(estimates: readonly number[], truth: number, precision = 0.045) {
    const { pass, found } = covers(estimates, truth, precision);
    return { pass, message: () => `${found} ${pass ? 'covers' : 'does not cover'} ${truth.toPrecision(5)}` };
  },

  toTellFromNeighbours(estimates: readonly number[], truth: number, off = 0.05) {
    const precision = 0.48 * off;
    const right = covers(estimates, truth, precision);
    const wrong = [1 - off, 1 + off].filter((factor) => covers(estimates, truth * factor, precision).pass);
    const neighbours = wrong.map((factor) => (truth * factor).toPrecision(5)).join(' and ');
    return {
      pass: right.pass && wrong.length === 0,
      message: () =>
        `${right.found} ${right.pass ? 'covers' : 'does not cover'} ${truth.toPrecision(5)}, and ${neighbours === '' ? 'no neighbour' : neighbours}`,
    };
  },
});
