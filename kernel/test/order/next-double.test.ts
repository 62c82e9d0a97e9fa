import { nextDouble } from '@disco-engine/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const numRuns = Number(process.env['DISCO_RUNS'] ?? 20_000);
const seed = Number(process.env['DISCO_SEED'] ?? 1);

/** Doubles of at least 0 are ordered like their bits. */
const view = new DataView(new ArrayBuffer(8));

function ofBits(bits: bigint): number {
  view.setBigUint64(0, bits);
  return view.getFloat64(0);
}

function bitsOf(number: number): bigint {
  view.setFloat64(0, number);
  return view.getBigUint64(0);
}

const INFINITY_BITS = bitsOf(Infinity);

describe('the next double', () => {
  it('is the one with the next bit pattern', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: INFINITY_BITS - 1n }), (bits) => {
        expect(bitsOf(nextDouble(ofBits(bits)))).toBe(bits + 1n);
      }),
      { numRuns, seed },
    );
  });

  it('is exact around every power of two, where the spacing of doubles changes', () => {
    const wrong: number[] = [];
    for (let exponent = -1074; exponent < 1024; exponent++) {
      const power = bitsOf(2 ** exponent);
      for (let bits = power - 1n; bits <= power + 1n; bits++) {
        if (bitsOf(nextDouble(ofBits(bits))) !== bits + 1n) wrong.push(exponent);
      }
    }
    expect(wrong).toEqual([]);
  });

  it('follows both zeros, and is Infinity after the greatest double', () => {
    expect(nextDouble(0)).toBe(Number.MIN_VALUE);
    expect(nextDouble(-0)).toBe(Number.MIN_VALUE);
    expect(nextDouble(Number.MAX_VALUE)).toBe(Infinity);
  });
});
