import { fingerprint } from '@disco-engine/kernel';

/** A fingerprint of the bits of numbers: unlike in a payload, -0 is not 0. All NaNs are the same. */
export function bitsOf(numbers: Iterable<number>): string {
  const values = Float64Array.from(numbers);
  const words = new Int32Array(values.buffer);
  values.forEach((value, index) => {
    // Engines may give a NaN any sign and payload.
    if (Number.isNaN(value)) words.set([0, 0x7ff80000], 2 * index);
  });
  return fingerprint([...words]);
}
