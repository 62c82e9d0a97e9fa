/** Items ordered by digit: those with digit `d` are `order[starts[d]]` up to `order[starts[d + 1]]`. */
export interface CountedOrder {
  /** Length: digits + 1. */
  readonly starts: Int32Array;
  readonly order: Int32Array;
}

/**
 * Sorts items by digit, stably: items with equal digits keep their order. Sorting by the last digit first and by the
 * first digit last therefore orders by all digits.
 *
 * @param digits number of distinct digits
 * @param digitOf per item, its digit, from 0 to `digits` - 1
 * @param items indices into `digitOf`; all, ascending, if omitted
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
