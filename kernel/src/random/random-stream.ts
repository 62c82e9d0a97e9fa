import { DiscoError } from '../errors.js';
import type { FourWords } from './murmur3.js';
import { WordStream } from './word-stream.js';

/** The state of a `RandomStream`: four unsigned 32-bit words, not all zero. */
export type RandomState = FourWords;

/**
 * A stream of random numbers: xoshiro128** 1.1 by David Blackman and Sebastiano Vigna (https://prng.di.unimi.it,
 * "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 47(4), 2021). Period 2^128 - 1. Not for cryptography.
 */
export class RandomStream extends WordStream {
  // Signed words in plain fields: V8 stores them as small integers in the object itself, without a heap number each.
  private a: number;
  private b: number;
  private c: number;
  private d: number;

  protected constructor([a, b, c, d]: RandomState) {
    super();
    this.a = a | 0;
    this.b = b | 0;
    this.c = c | 0;
    this.d = d | 0;
  }

  /**
   * Creates a stream that continues from a saved state.
   *
   * @param antithetic whether to replace each draw by its complement: `uniform` gives 1 - 2^-53 - u in place of `u`
   * @throws DiscoError ARGUMENT_INVALID if a word is not an unsigned 32-bit number or all are zero
   */
  static fromState(state: RandomState, antithetic = false): RandomStream {
    const words = state.length === 4 && state.every((word) => word >>> 0 === word);
    if (words && state.some((word) => word !== 0))
      return antithetic ? new AntitheticStream(state) : new RandomStream(state);
    throw new DiscoError(
      'ARGUMENT_INVALID',
      `fromState: the state is [${state.join(', ')}]; give four whole numbers from 0 to 2^32 - 1, not all of them 0`,
    );
  }

  /** The current state; `fromState` continues from it. */
  state(): RandomState {
    return [this.a >>> 0, this.b >>> 0, this.c >>> 0, this.d >>> 0];
  }

  override uint32(): number {
    const { a, b } = this;
    const c = this.c ^ a;
    const d = this.d ^ b;
    this.a = a ^ d;
    this.b = b ^ c;
    this.c = c ^ (b << 9);
    this.d = (d << 11) | (d >>> 21);
    // b times 5, rotated by 7, times 9. The sums are exact, and the following operations take their lower 32 bits.
    const product = (b << 2) + b;
    const word = (product << 7) | (product >>> 25);
    return ((word << 3) + word) >>> 0;
  }
}

/**
 * The complements of all draws. A class of its own, so that ordinary streams need no field for it: a run can have
 * millions of them, and whether one fits into a cache line is what a draw costs.
 */
class AntitheticStream extends RandomStream {
  // oxlint-disable-next-line no-useless-constructor -- makes it public in this module
  constructor(state: RandomState) {
    super(state);
  }

  override uint32(): number {
    return ~super.uint32() >>> 0;
  }
}
