import { copyBytes } from './copy-bytes.js';
import { TailWord, type RingMemory } from './shared-memory-area.js';

/** The writing end of a ring, used by one thread. Never waits: the caller keeps what does not fit. */
export class RingWriter {
  readonly #memory: RingMemory;
  readonly #size: number;
  #tail: number;
  /** As last seen; the reader may be further ahead. */
  #head: number;

  constructor(memory: RingMemory) {
    this.#memory = memory;
    this.#size = memory.data.length;
    this.#tail = Atomics.load(memory.tail, TailWord.Tail);
    this.#head = Atomics.load(memory.head, 0);
  }

  /**
   * Writes as many of `bytes` as fit, from `start` on; the reader sees them after `publish`.
   *
   * @returns how many bytes were written
   */
  write(bytes: Uint8Array, start: number): number {
    const { data, head } = this.#memory;
    const wanted = bytes.length - start;
    if (this.#free() < wanted) this.#head = Atomics.load(head, 0);
    const count = Math.min(wanted, this.#free());
    const at = this.#tail & (this.#size - 1);
    const first = Math.min(count, this.#size - at);
    copyBytes(bytes, start, data, at, first);
    copyBytes(bytes, start + first, data, 0, count - first);
    this.#tail = (this.#tail + count) | 0;
    return count;
  }

  publish(): void {
    Atomics.store(this.#memory.tail, TailWord.Tail, this.#tail);
  }

  /**
   * Asks the reader to ring when it has made room, or stops asking. Write again after asking: the reader may already
   * have made room.
   */
  wantRoom(wanting: boolean): void {
    Atomics.store(this.#memory.tail, TailWord.Wanting, wanting ? 1 : 0);
  }

  #free(): number {
    return this.#size - ((this.#tail - this.#head) >>> 0);
  }
}
