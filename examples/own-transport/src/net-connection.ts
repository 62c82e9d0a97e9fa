import type { Socket } from 'node:net';
import {
  LINGER_MILLISECONDS,
  MOST_BUFFERED_BYTES,
  NO_EVENTS,
  violation,
  type Connection,
} from '@disco-engine/transports/session';

/** A packet is its length in four bytes, little-endian, followed by its bytes. */
export class NetConnection implements Connection {
  events = NO_EVENTS;
  readonly ended: Promise<void>;
  #chunks: Buffer[] = [];
  #received = 0;
  #reason = 'the peer has closed the connection';

  constructor(
    private readonly socket: Socket,
    private readonly maxPacketBytes: number,
    readonly trust: () => void = () => {},
  ) {
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('drain', () => this.events.drained());
    socket.on('error', (error) => (this.#reason = error.message));
    this.ended = new Promise((resolve) => {
      socket.once('close', () => {
        resolve();
        this.events.closed(this.#reason);
      });
    });
  }

  get congested(): boolean {
    return this.socket.writableLength > MOST_BUFFERED_BYTES;
  }

  send(packet: Uint8Array): void {
    if (!this.socket.writable) return;
    const head = Buffer.alloc(4);
    head.writeUInt32LE(packet.length);
    this.socket.cork();
    this.socket.write(head);
    this.socket.write(packet);
    this.socket.uncork();
  }

  close(): void {
    this.socket.end();
    const linger = setTimeout(() => this.terminate(), LINGER_MILLISECONDS);
    this.socket.once('close', () => clearTimeout(linger));
  }

  terminate(): void {
    this.socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#received += chunk.length;
    while (this.#received >= 4) {
      if ((this.#chunks[0]?.length ?? 0) < 4) this.#chunks = [Buffer.concat(this.#chunks)];
      const length = this.#chunks[0]?.readUInt32LE() ?? 0;
      if (length > this.maxPacketBytes) return this.#violate(`a packet announces ${length} bytes`);
      if (this.#received < 4 + length) return;
      const all = this.#chunks.length === 1 && this.#chunks[0] ? this.#chunks[0] : Buffer.concat(this.#chunks);
      this.#received -= 4 + length;
      this.#chunks = [all.subarray(4 + length)];
      this.events.packet(all.subarray(4, 4 + length));
    }
  }

  #violate(what: string): void {
    this.terminate();
    this.events.violated(violation(what));
  }
}
