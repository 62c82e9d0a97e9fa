/** Items in the order of their digits: those of digit `d` stand at `starts[d]` up to `starts[d + 1]` of `order`. */
export interface CountedOrder {
  /** Length: digits + 1. */
  readonly starts: Int32Array;
  readonly order: Int32Array;
}

/**
 * Sorts items by their digits, and leaves those of equal digits in the order in which they were. Sorted by the last digit first and
 * by the first one last, items are in the order of all of them.
 *
 * @param digits how many digits there are
 * @param digitOf by item, from 0 to `digits` - 1
 * @param items indices into `digitOf`; all of them, ascending, if left out
 */
export function countingSort(digits: number, digitOf: Int32Array, items?: Int32Array): CountedOrder {
  const count = items?.length ?? digitOf.length;
  const starts = new Int32Array(digits + 1);
  for (let i = 0; i < count; i++) {
    const digit = digitOf[items === undefined ? i : (items[i] ?? NaN)] ?? NaN;
    starts[digit + 1] = (starts[digit + 1] ?? NaN) + 1;
  }
  for (let digit = 0; digit < digits; digit++) starts[digit + 1] = (starts[digit + 1] ?? NaN) + (starts[digit] ?? NaN);
  const next = starts.slice();
  const order = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const item = items === undefined ? i : (items[i] ?? NaN);
    const digit = digitOf[item] ?? NaN;
    const place = next[digit] ?? NaN;
    order[place] = item;
    next[digit] = place + 1;
  }
  return { starts, order };
}
