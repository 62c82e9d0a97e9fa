import type { ClientDuplexStream, ServerDuplexStream } from '@grpc/grpc-js';
import { DiscoError } from '@disco-engine/kernel';
import { LINGER_MILLISECONDS, MOST_BUFFERED_BYTES, NO_EVENTS, type Connection } from '../session/connection.js';
import { violation } from '../session/session-frame.js';
import { decodeFrame } from './frame-message.js';

export type FrameStream = ClientDuplexStream<Uint8Array, Buffer> | ServerDuplexStream<Buffer, Uint8Array>;

/** What underlies a stream. */
export interface StreamGround {
  trust(): void;
  /** Ends the connection under the stream at once, which then calls `GrpcConnection.over`. */
  destroy(): void;
}

/** A packet is a `Frame` message of one stream. */
export class GrpcConnection implements Connection {
  events = NO_EVENTS;
  readonly ended: Promise<void>;
  #settle: () => void = () => {};
  #buffered = 0;
  #isFull = false;
  #wasCongested = false;
  #isOver = false;
  #isEnding = false;
  #linger: NodeJS.Timeout | undefined;

  constructor(
    private readonly stream: FrameStream,
    private readonly ground: StreamGround,
    /** Maximum size of a message. */
    private readonly maxBytes: number,
  ) {
    this.ended = new Promise((resolve) => (this.#settle = resolve));
    stream.on('data', (message: Buffer) => this.#take(message));
    stream.on('drain', () => {
      this.#isFull = false;
      this.#drained();
    });
    // The error of a client's stream gives the reason it ended; for a server's stream, that comes when its socket ends.
    stream.on('error', ({ message }) => this.#broken(message));
    stream.on('canceled', () => this.#broken('the other side has canceled the stream'));
    stream.on('end', () => this.#broken('the other side has ended the stream'));
  }

  get congested(): boolean {
    const congested = this.#isFull || this.#buffered >= MOST_BUFFERED_BYTES;
    this.#wasCongested ||= congested;
    return congested;
  }

  trust(): void {
    this.ground.trust();
  }

  send(packet: Uint8Array): void {
    if (this.#isOver || this.#isEnding) return;
    this.#buffered += packet.length;
    const goesOn = this.stream.write(packet, (error?: Error | null) => {
      this.#buffered -= packet.length;
      if (!(error instanceof Error)) this.#drained();
    });
    this.#isFull = !goesOn;
  }

  close(): void {
    if (this.#isEnding || this.#isOver) return;
    this.#isEnding = true;
    this.stream.end();
    this.#linger = setTimeout(() => this.terminate(), LINGER_MILLISECONDS);
  }

  terminate(): void {
    if (!this.#isOver) this.ground.destroy();
  }

  /** The connection under the stream has ended. */
  over(reason: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    clearTimeout(this.#linger);
    this.#settle();
    this.events.closed(reason);
  }

  #take(message: Buffer): void {
    if (this.#isOver) return;
    try {
      if (message.length > this.maxBytes)
        throw violation(`a gRPC message has ${message.length} bytes; at most ${this.maxBytes} are allowed`);
      this.events.packet(decodeFrame(message));
    } catch (error) {
      if (!(error instanceof DiscoError)) throw error;
      this.terminate();
      this.events.violated(error);
    }
  }

  #drained(): void {
    if (!this.#wasCongested || this.#isFull || this.#buffered > MOST_BUFFERED_BYTES / 2) return;
    this.#wasCongested = false;
    this.events.drained();
  }

  #broken(reason: string): void {
    if (this.#isOver) return;
    this.over(reason);
    this.ground.destroy();
  }
}
