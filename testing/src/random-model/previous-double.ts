const DOUBLE = new Float64Array(1);
const BITS = new BigInt64Array(DOUBLE.buffer);

/** The greatest double below a finite number of at least 0. */
export function previousDouble(number: number): number {
  if (number === 0) return -Number.MIN_VALUE;
  DOUBLE[0] = number;
  BITS[0] = (BITS[0] ?? 0n) - 1n;
  return DOUBLE[0] ?? NaN;
}
