/** The least double above a finite one that is at least 0: as a horizon it takes in that epoch, and none after it. */
export function nextEpoch(epoch: number): number {
  if (epoch === 0) return Number.MIN_VALUE;
  DOUBLE.setFloat64(0, epoch);
  DOUBLE.setBigUint64(0, DOUBLE.getBigUint64(0) + 1n);
  return DOUBLE.getFloat64(0);
}

const DOUBLE = new DataView(new ArrayBuffer(8));
