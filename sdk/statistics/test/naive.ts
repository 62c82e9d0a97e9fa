import { RandomStreams, type RandomStream } from '@disco-engine/kernel';
import fc from 'fast-check';

/** Values of very different magnitudes; never -0, which only a matcher distinguishes from 0. */
export const values = (minLength: number): fc.Arbitrary<number[]> =>
  fc
    .array(fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.integer({ min: -3, max: 3 })), {
      minLength,
      maxLength: 60,
    })
    .map((series) => series.map((value) => value + 0));

/** Mean and sum of the squared differences from it, in two passes. */
export function twoPass(series: readonly number[]): { readonly mean: number; readonly squares: number } {
  const mean = series.reduce((sum, value) => sum + value, 0) / series.length;
  return { mean, squares: series.reduce((sum, value) => sum + (value - mean) ** 2, 0) };
}

export function stream(name: string): RandomStream {
  return new RandomStreams({ masterSeed: 2026, replication: 0 }).open('statistics', name);
}

/** Within rounding, for sums of values up to `size`; the smallest numbers have few digits, and count as 0. */
export function close(a: number | undefined, b: number, size: number): boolean {
  return a !== undefined && Math.abs(a - b) <= 1e-11 * size + 1e-300;
}
