import type { Socket } from 'node:net';
import type { Clock } from '@disco-engine/transports/clock';
import {
  LINGER_MILLISECONDS,
  MOST_BUFFERED_BYTES,
  NO_EVENTS,
  violation,
  type Connection,
} from '@disco-engine/transports/session';

/**
 * Packets on a socket, each preceded by its length in four bytes, little-endian. Whatever the other side sends, the
 * worst result is that the connection ends.
 */
export class SocketConnection implements Connection {
  events = NO_EVENTS;
  readonly ended: Promise<void>;
  #chunks: Buffer[] = [];
  #size = 0;
  #reason: string | undefined;

  /**
   * @param mostBytes maximum size of the next packet; read once its length is known, before any of it is stored
   * @param trust called when the other side has proved its identity
   */
  constructor(
    private readonly socket: Socket,
    private readonly clock: Clock,
    private readonly mostBytes: () => number,
    readonly trust: () => void = () => {},
  ) {
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('drain', () => this.events.drained());
    socket.on('error', (error: NodeJS.ErrnoException) => (this.#reason ??= reasonOf(error)));
    // Node ends this side too, but waits for data that the other side may never read.
    socket.once('end', () => this.close());
    this.ended = new Promise((resolve) => {
      socket.once('close', () => {
        resolve();
        this.events.closed(this.#reason ?? HUNG_UP);
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
    const linger = this.clock.after(LINGER_MILLISECONDS, () => this.terminate());
    this.socket.once('close', () => linger.cancel());
  }

  terminate(): void {
    this.socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    for (let packet = this.#next(); packet !== undefined; packet = this.#next()) this.events.packet(packet);
  }

  /** The next packet, if it is complete and not too long. */
  #next(): Buffer | undefined {
    if (this.#size < 4 || this.socket.destroyed) return undefined;
    let [first = Buffer.alloc(0)] = this.#chunks;
    if (first.length < 4) this.#chunks = [(first = Buffer.concat(this.#chunks))];
    const length = first.readUInt32LE(0);
    if (length > this.mostBytes()) {
      this.#chunks = [];
      this.#size = 0;
      this.terminate();
      this.events.violated(
        violation(`a packet of ${length} bytes was announced; at most ${this.mostBytes()} are allowed`),
      );
      return undefined;
    }
    if (this.#size < 4 + length) return undefined;
    const all = this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.#size -= 4 + length;
    this.#chunks = this.#size === 0 ? [] : [all.subarray(4 + length)];
    return all.subarray(4, 4 + length);
  }
}

/** The other side has ended the connection without a word, as a worker does that has too many strangers. */
export const HUNG_UP = 'it closed the connection';

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  return code === 'ECONNRESET' || code === 'EPIPE' ? HUNG_UP : message;
}
