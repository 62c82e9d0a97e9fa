const FACTOR_0 = 0xd2511f53;
const FACTOR_1 = 0xcd9e8d57;
const STEP_0 = 0x9e3779b9;
const STEP_1 = 0xbb67ae85;
const ROUNDS = 10;

/**
 * Philox4x32-10 by Salmon, Moraes, Dror and Shaw ("Parallel Random Numbers: As Easy as 1, 2, 3", SC'11): four random
 * words for any counter (c0 to c3, c0 the lowest) and any key (k0, k1), all of them 32-bit numbers.
 *
 * @param into receives the four words. Like the separate parameters, this is for speed: nothing is allocated
 */
export function philox(
  c0: number,
  c1: number,
  c2: number,
  c3: number,
  k0: number,
  k1: number,
  into: Uint32Array,
): void {
  // Signed from the start, so that V8 keeps them in integer registers: a third faster.
  c0 |= 0;
  c1 |= 0;
  c2 |= 0;
  c3 |= 0;
  k0 |= 0;
  k1 |= 0;
  for (let round = 0; round < ROUNDS; round++) {
    const high0 = highWord(FACTOR_0, c0);
    const low0 = Math.imul(FACTOR_0, c0);
    const high1 = highWord(FACTOR_1, c2);
    c0 = high1 ^ c1 ^ k0;
    c1 = Math.imul(FACTOR_1, c2);
    c2 = high0 ^ c3 ^ k1;
    c3 = low0;
    k0 = (k0 + STEP_0) | 0;
    k1 = (k1 + STEP_1) | 0;
  }
  into[0] = c0;
  into[1] = c1;
  into[2] = c2;
  into[3] = c3;
}

/**
 * The upper 32 bits of the product of two unsigned words, computed from 16-bit halves so that no sum exceeds 32 bits.
 */
function highWord(x: number, y: number): number {
  const xHigh = x >>> 16;
  const xLow = x & 0xffff;
  const yHigh = y >>> 16;
  const yLow = y & 0xffff;
  const middle = Math.imul(xHigh, yLow) + (Math.imul(xLow, yLow) >>> 16);
  const carry = Math.imul(xLow, yHigh) + (middle & 0xffff);
  return (Math.imul(xHigh, yHigh) + (middle >>> 16) + (carry >>> 16)) | 0;
}
