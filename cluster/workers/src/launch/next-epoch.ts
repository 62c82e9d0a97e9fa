/** The least double above a finite one that is at least 0: as a horizon it takes in that epoch, and none after it. */
export function nextEpoch(epoch: number): number {
  if (epoch === 0) return Number.MIN_VALUE;
  FLOAT[0] = epoch;
  BITS[0] += 1n;
  return FLOAT[0];
}

const FLOAT = new Float64Array(1);
const BITS = new BigUint64Array(FLOAT.buffer);
