/**
 * Epochs are rounded to this many parts of a day, about a tenth of a second; amounts to this many parts of a unit when shown.
 */
const PARTS = 1e6;

/** Removes rounding errors: 0.1 + 0.2 is 0.3, and an amount that was taken away completely is 0. */
export function rounded(value: number): number {
  return Math.round(value * PARTS) / PARTS;
}

/**
 * The epoch a number of days later. Sums of decimal fractions drift apart (1.1 + 2.2 is more than 3.3 in doubles); after
 * rounding, simultaneous events have the same epoch, meet in one batch, and are in time when they are due.
 */
export function later(epoch: number, days: number): number {
  return rounded(epoch + days);
}
