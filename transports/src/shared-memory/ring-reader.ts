import { copyBytes } from './copy-bytes.js';
import { TailWord, type RingMemory } from './shared-memory-area.js';

/** The reading end of a ring, used by one thread. */
export class RingReader {
  readonly #memory: RingMemory;
  readonly #size: number;
  #head: number;
  /** As last seen; the writer may be further ahead. */
  #tail: number;

  constructor(memory: RingMemory) {
    this.#memory = memory;
    this.#size = memory.data.length;
    this.#head = Atomics.load(memory.head, 0);
    this.#tail = this.#head;
  }

  /** Checks how far the writer is now. @returns how many bytes can be read */
  look(): number {
    this.#tail = Atomics.load(this.#memory.tail, TailWord.Tail);
    return this.available;
  }

  /** How many of the bytes that `look` saw can still be read. */
  get available(): number {
    return (this.#tail - this.#head) >>> 0;
  }

  /** Copies bytes out, at most `available`; after `release` the writer may reuse their space. */
  read(into: Uint8Array, start: number, count: number): void {
    const { data } = this.#memory;
    const at = this.#head & (this.#size - 1);
    const first = Math.min(count, this.#size - at);
    copyBytes(data, at, into, start, first);
    copyBytes(data, 0, into, start + first, count - first);
    this.#head = (this.#head + count) | 0;
  }

  /** Drops everything that `look` saw. */
  skip(): void {
    this.#head = this.#tail;
  }

  /** @returns whether the writer is waiting for room */
  release(): boolean {
    Atomics.store(this.#memory.head, 0, this.#head);
    return Atomics.load(this.#memory.tail, TailWord.Wanting) === 1;
  }
}
