/** Parts of a day that epochs are rounded to, about a tenth of a second; and parts of a unit, where amounts are shown. */
const PARTS = 1e6;

/** Without what doubles lose on the way: 0.1 + 0.2 is 0.3, and what was all taken away is 0. */
export function rounded(value: number): number {
  return Math.round(value * PARTS) / PARTS;
}

/**
 * The epoch so many days later. Sums of decimal fractions drift apart (1.1 + 2.2 is more than 3.3 in doubles); rounded,
 * what happens at the same moment has the same epoch, meets in one batch, and is in time when it is due.
 */
export function later(epoch: number, days: number): number {
  return rounded(epoch + days);
}
