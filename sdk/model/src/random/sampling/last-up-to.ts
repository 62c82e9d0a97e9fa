/** The last index of ascending numbers with a number of at most `value`; -1 if there is none. */
export function lastUpTo(rising: Float64Array, value: number): number {
  let [low, high] = [-1, rising.length];
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((rising[middle] ?? NaN) <= value) low = middle;
    else high = middle;
  }
  return low;
}
