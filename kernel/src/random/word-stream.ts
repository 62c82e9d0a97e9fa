import { DiscoError } from '../errors.js';
import type { Randomness } from './randomness.js';

const WORDS = 0x1_0000_0000;

/** Everything that a stream of 32-bit words needs no knowledge of its generator for. */
export abstract class WordStream implements Randomness {
  private bound: (() => number) | undefined = undefined;

  abstract uint32(): number;

  uniform(): number {
    const high = this.uint32() >>> 5;
    return (high * 0x400_0000 + (this.uint32() >>> 6)) / 0x20_0000_0000_0000;
  }

  below(n: number): number {
    if (!(n >= 1 && n <= WORDS && n % 1 === 0)) refuse(n);
    for (;;) {
      const draw = this.uint32();
      const remainder = draw % n;
      // Draws in the last, incomplete run of n would favour small remainders.
      if (draw - remainder <= WORDS - n) return remainder;
    }
  }

  get source(): () => number {
    return (this.bound ??= () => this.uniform());
  }
}

function refuse(n: number): never {
  throw new DiscoError('INVALID_ARGUMENT', `below: n is ${n}; give a whole number from 1 to 2^32`);
}
