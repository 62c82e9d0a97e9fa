import { Doorbell } from './doorbell.js';
import { Inbound } from './inbound.js';
import { Outbound } from './outbound.js';
import { RecordKind } from './record.js';
import { RingReader } from './ring-reader.js';
import { RingWriter } from './ring-writer.js';
import { ringMemory, type SharedMemoryArea } from './shared-memory-area.js';

/** Both directions between this worker and another one. */
export class Link {
  readonly inbound: Inbound;
  /** The other worker has said goodbye: nothing more comes from it, and nothing reaches it. */
  isGone = false;
  /** The other worker's messages are ignored. */
  isCutOff = false;
  readonly #outbound: Outbound;
  readonly #doorbell: Doorbell;

  /**
   * @param own place of this worker in the area
   * @param place of the other one
   * @param worker number of the other one
   */
  constructor(
    area: SharedMemoryArea,
    own: number,
    place: number,
    readonly worker: number,
    maxBytes: number,
  ) {
    this.#doorbell = new Doorbell(area, place);
    this.#outbound = new Outbound(new RingWriter(ringMemory(area, own, place)));
    const ring = new RingReader(ringMemory(area, place, own));
    this.inbound = new Inbound(worker, ring, () => this.#doorbell.ringIfAsleep(), maxBytes);
  }

  /** Whether something is waiting for the other worker to make room. */
  get isFull(): boolean {
    return this.#outbound.isWaiting;
  }

  send(kind: RecordKind, content: Uint8Array): void {
    if (this.isGone) return;
    this.#outbound.send(kind, content);
    this.#doorbell.ringIfAsleep();
  }

  /** Sends what found no room before. @returns whether any of it went out */
  push(): boolean {
    if (!this.#outbound.push()) return false;
    this.#doorbell.ringIfAsleep();
    return true;
  }

  /** Ends the link after the other worker's goodbye. */
  end(): void {
    this.isGone = true;
    this.#outbound.drop();
  }
}
