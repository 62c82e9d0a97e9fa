import { HEADER_BYTES, writeHeader, type RecordKind } from './record.js';
import type { RingWriter } from './ring-writer.js';

/** Records on their way to one other worker. Whatever the ring has no room for waits here, so a sender never blocks. */
export class Outbound {
  readonly #header = new Uint8Array(HEADER_BYTES);
  readonly #waiting: Uint8Array[] = [];
  /** How many bytes of the first entry in `#waiting` are in the ring. */
  #written = 0;

  constructor(private readonly ring: RingWriter) {}

  /** Whether something is waiting for room in the ring. */
  get isWaiting(): boolean {
    return this.#waiting.length > 0;
  }

  /** @param content is copied */
  send(kind: RecordKind, content: Uint8Array): void {
    writeHeader(this.#header, kind, content.length);
    this.#put(this.#header);
    this.#put(content);
    this.ring.publish();
    if (this.isWaiting) this.#askForRoom();
  }

  /** Moves waiting bytes into the ring as far as there is room. @returns whether any were moved */
  push(): boolean {
    if (!this.isWaiting) return false;
    const moved = this.#move();
    if (this.isWaiting) return this.#askForRoom() || moved;
    this.ring.wantRoom(false);
    return moved;
  }

  /** Discards what is waiting. */
  drop(): void {
    this.#waiting.length = 0;
    this.#written = 0;
    this.ring.wantRoom(false);
  }

  #put(bytes: Uint8Array): void {
    const written = this.isWaiting ? 0 : this.ring.write(bytes, 0);
    if (written < bytes.length) this.#waiting.push(bytes.slice(written));
  }

  #move(): boolean {
    let moved = false;
    let done = 0;
    for (const bytes of this.#waiting) {
      const count = this.ring.write(bytes, this.#written);
      moved ||= count > 0;
      this.#written += count;
      if (this.#written < bytes.length) break;
      this.#written = 0;
      done++;
    }
    this.#waiting.splice(0, done);
    if (moved) this.ring.publish();
    return moved;
  }

  #askForRoom(): boolean {
    this.ring.wantRoom(true);
    const moved = this.#move();
    if (!this.isWaiting) this.ring.wantRoom(false);
    return moved;
  }
}
