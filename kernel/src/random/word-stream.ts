import { DiscoError } from '../errors.js';
import type { Randomness } from './randomness.js';
import { shownValue } from '../text/shown-value.js';

const WORDS = 0x1_0000_0000;

/** The part of a stream of 32-bit words that does not depend on its generator. */
export abstract class WordStream implements Randomness {
  abstract uint32(): number;

  uniform(): number {
    const high = this.uint32() >>> 5;
    return (high * 0x400_0000 + (this.uint32() >>> 6)) / 0x20_0000_0000_0000;
  }

  /**
   * The upper half of the 64-bit product of a draw and n (D. Lemire, "Fast Random Integer Generation in an Interval",
   * ACM TOMACS 29(1), 2019). Each number below n is the upper half of 2^32 / n products, rounded up or down; redrawing
   * when the lower half is less than 2^32 mod n leaves the same count for all.
   */
  below(n: number): number {
    const last = n - 1;
    if (last >>> 0 !== last) refuse(n);
    const draw = this.uint32();
    const lower = Math.imul(draw, n) >>> 0;
    if (lower < n && lower < WORDS % n) return this.below(n);
    // The floating-point product is off by at most 2^11, far less than half a unit of its upper half.
    return ((draw * n - lower) / WORDS + 0.5) >>> 0;
  }
}

function refuse(n: number): never {
  throw new DiscoError('ARGUMENT_INVALID', `below: n is ${shownValue(n)}; give a whole number from 1 to 2^32`);
}
