const DOUBLE = new Float64Array(1);
const BITS = new BigInt64Array(DOUBLE.buffer);

/** The least double above a number of at least 0; Infinity above the greatest one. */
export function nextUp(number: number): number {
  // Adding 0 makes -0 the 0 that it equals.
  DOUBLE[0] = number + 0;
  BITS[0] = (BITS[0] ?? 0n) + 1n;
  return DOUBLE[0] ?? NaN;
}

/** The greatest double below a finite number of at least 0. */
export function nextDown(number: number): number {
  if (number === 0) return -Number.MIN_VALUE;
  DOUBLE[0] = number;
  BITS[0] = (BITS[0] ?? 0n) - 1n;
  return DOUBLE[0] ?? NaN;
}
