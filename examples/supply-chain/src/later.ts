/** Parts of a day that epochs are rounded to: about a tenth of a second. */
const PARTS = 1e6;

/**
 * The epoch so many days later. Sums of decimal fractions drift apart (1.1 + 2.2 is more than 3.3 in doubles); rounded,
 * what happens at the same moment has the same epoch, meets in one batch, and is in time when it is due.
 */
export function later(epoch: number, days: number): number {
  return Math.round((epoch + days) * PARTS) / PARTS;
}
