/** The last place of rising numbers that holds one of at most `value`; -1 where none does. */
export function lastUpTo(rising: Float64Array, value: number): number {
  let [low, high] = [-1, rising.length];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? NaN) <= value) low = middle;
    else high = middle;
  }
  return low;
}
