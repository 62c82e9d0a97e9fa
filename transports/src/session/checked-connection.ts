import type { Connection } from './connection.js';
import { NO_EVENTS } from './connection.js';
import { crc32c } from './crc32c.js';

export const CHECKSUM_BYTES = 4;

/**
 * A connection whose packets end with a checksum. A damaged packet ends the connection, so the session repeats it over the next one: a
 * bit that flips on the way costs time and never changes a result. TCP's own checksum of 16 bits misses one error in 65,536.
 */
export class CheckedConnection implements Connection {
  events = NO_EVENTS;

  constructor(private readonly bare: Connection) {
    bare.events = {
      packet: (packet) => this.#take(packet),
      drained: () => this.events.drained(),
      violated: (error) => this.events.violated(error),
      closed: (reason) => this.events.closed(reason),
    };
  }

  get congested(): boolean {
    return this.bare.congested;
  }

  get ended(): Promise<void> {
    return this.bare.ended;
  }

  send(packet: Uint8Array): void {
    const { length } = packet;
    const checked = Buffer.allocUnsafe(length + CHECKSUM_BYTES);
    checked.set(packet);
    checked.writeUInt32LE(crc32c(packet, 0, length), length);
    this.bare.send(checked);
  }

  trust(): void {
    this.bare.trust();
  }

  close(): void {
    this.bare.close();
  }

  terminate(): void {
    this.bare.terminate();
  }

  #take(packet: Uint8Array): void {
    const length = packet.length - CHECKSUM_BYTES;
    const bytes = Buffer.from(packet.buffer, packet.byteOffset, packet.length);
    if (length >= 0 && bytes.readUInt32LE(length) === crc32c(bytes, 0, length)) {
      this.events.packet(bytes.subarray(0, length));
      return;
    }
    this.bare.events = NO_EVENTS;
    this.bare.terminate();
    this.events.closed('a packet arrived damaged: its checksum is wrong');
  }
}
