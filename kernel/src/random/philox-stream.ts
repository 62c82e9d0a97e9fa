import { DiscoError } from '../errors.js';
import { philox } from './philox.js';
import type { StreamKey } from './stream-key.js';
import { WordStream } from './word-stream.js';
import { shownValue } from '../text/shown-value.js';

/**
 * A stream of random numbers that can jump to any of its draws: Philox4x32-10, counter-based. Slower than
 * `RandomStream`; for models that need the n-th draw without the ones before it. Not for cryptography.
 *
 * The first two words of the key are Philox's key, the others the upper half of its counter; the lower half counts
 * blocks of four draws. So streams with different keys never overlap.
 */
export class PhiloxStream extends WordStream {
  private readonly words = new Uint32Array(4);
  private block = 0;
  private lane = 0;
  private readonly flip: number;

  /**
   * @param key four unsigned 32-bit words; all zeros are allowed here
   * @param antithetic see `RandomStream.fromState`
   */
  constructor(
    private readonly key: StreamKey,
    antithetic = false,
  ) {
    super();
    this.flip = antithetic ? -1 : 0;
    this.load();
  }

  /** Index of the next draw of `uint32`, counted from 0; exact up to 2^53. */
  get position(): number {
    return this.block * 4 + this.lane;
  }

  /**
   * Jumps to a draw: the next one will have this index.
   *
   * @param index counted from 0 in draws of `uint32`; `uniform` takes two. A whole number from 0 to 2^53 - 1
   * @throws DiscoError ARGUMENT_INVALID for any other index
   */
  seek(index: number): void {
    if (!(Number.isSafeInteger(index) && index >= 0)) {
      throw new DiscoError(
        'ARGUMENT_INVALID',
        `seek: index is ${shownValue(index)}; give a whole number from 0 to 2^53 - 1`,
      );
    }
    this.block = Math.floor(index / 4);
    this.lane = index % 4;
    this.load();
  }

  override uint32(): number {
    const word = (this.words[this.lane] ^ this.flip) >>> 0;
    if (++this.lane === 4) {
      this.lane = 0;
      this.block++;
      this.load();
    }
    return word;
  }

  /** Invariant: `words` holds the four draws of `block`. */
  private load(): void {
    const { block, key } = this;
    philox(block >>> 0, Math.floor(block / 0x1_0000_0000), key[2], key[3], key[0], key[1], this.words);
  }
}
