import { DiscoError } from '@disco-engine/kernel';
import { HEADER_BYTES, kindOf, lengthOf, RecordKind } from './record.js';
import type { RingReader } from './ring-reader.js';

/** Records arriving from one other worker. */
export class Inbound {
  /** Kind of the record that `next` found. */
  kind: RecordKind = RecordKind.Message;
  readonly #header = new Uint8Array(HEADER_BYTES);
  #inRecord = false;
  #length = 0;
  /** Bytes read so far, of the header or of a record's content. */
  #got = 0;
  #content = new Uint8Array(4096);

  /** @param makeRoom called when there is room again and the other worker is waiting for it */
  constructor(
    readonly from: number,
    private readonly ring: RingReader,
    private readonly makeRoom: () => void,
    private readonly maxBytes: number,
  ) {}

  /**
   * Notes how much has been written by now; `next` goes no further, so a fast writer cannot keep the reader busy
   * forever. @returns whether there is anything
   */
  look(): boolean {
    return this.ring.look() > 0;
  }

  /**
   * @returns the content of the next record, valid until the next call; undefined if none is complete
   * @throws DiscoError `FRAME_INVALID`
   */
  next(): Uint8Array | undefined {
    const { ring } = this;
    if (!this.#inRecord && !this.#begin()) return undefined;
    const count = Math.min(ring.available, this.#length - this.#got);
    ring.read(this.#content, this.#got, count);
    this.#got += count;
    if (ring.release()) this.makeRoom();
    if (this.#got < this.#length) return undefined;
    this.#inRecord = false;
    this.#got = 0;
    return this.#content.subarray(0, this.#length);
  }

  /** Drops everything written by now. Do not call `next` afterwards. */
  discard(): void {
    this.ring.look();
    this.ring.skip();
    if (this.ring.release()) this.makeRoom();
  }

  /** @returns whether the header is complete */
  #begin(): boolean {
    const count = Math.min(this.ring.available, HEADER_BYTES - this.#got);
    this.ring.read(this.#header, this.#got, count);
    this.#got += count;
    if (this.#got < HEADER_BYTES) {
      if (count > 0 && this.ring.release()) this.makeRoom();
      return false;
    }
    this.kind = kindOf(this.#header);
    this.#length = lengthOf(this.#header);
    this.#got = 0;
    this.#inRecord = true;
    if (this.kind > RecordKind.Bye || this.#length > this.maxBytes) {
      const what = `a record of kind ${this.kind} with ${this.#length} bytes in the ring from worker ${this.from}`;
      throw new DiscoError(
        'FRAME_INVALID',
        `${what}; at most ${this.maxBytes} are allowed, and kind ${RecordKind.Bye}`,
      );
    }
    if (this.#content.length < this.#length) this.#content = new Uint8Array(this.#length);
    return true;
  }
}
