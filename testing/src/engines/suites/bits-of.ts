import { fingerprint } from '@disco-engine/kernel';

/** A fingerprint of numbers by their bits: unlike in a payload, -0 is not 0. Every NaN is the same. */
export function bitsOf(numbers: Iterable<number>): string {
  const values = Float64Array.from(numbers);
  const words = new Int32Array(values.buffer);
  values.forEach((value, index) => {
    // An engine may give a NaN whatever sign and payload it likes.
    if (Number.isNaN(value)) words.set([0, 0x7ff80000], 2 * index);
  });
  return fingerprint([...words]);
}
