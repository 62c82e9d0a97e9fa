import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';
import { systemClock } from '@disco-engine/transports/clock';
import { SilenceWatch } from '../hosts/silence-watch.js';

/** Receives what arrives over a connection. */
export interface FrameListener {
  /** Maximum bytes of the next message. Read once its length is known, before any of it is stored. */
  readonly messageLimit: number;
  /** @throws if the message does not belong to the protocol; the connection is then cut */
  message(message: unknown, bytes: number): void;
  closed(reason: string): void;
}

/**
 * Messages on a connection: after a handshake in lines of text, each message is a frame that consists of a 32-bit
 * little-endian length and that many bytes. A frame of length 0 is a heartbeat. Whatever the other side sends, the
 * worst result is that the connection is cut.
 */
export class FrameStream {
  #chunks: Buffer[] = [];
  #size = 0;
  #reason: string | undefined;
  readonly #watch: SilenceWatch;

  /**
   * @param rest what arrived with the last line of the handshake
   * @param lostAfter milliseconds without a sign of life after which the other side counts as lost
   */
  constructor(
    private readonly socket: Socket,
    rest: Buffer,
    lostAfter: number,
    private readonly listener: FrameListener,
  ) {
    this.#watch = new SilenceWatch(
      systemClock,
      lostAfter,
      () => void (socket.writable && socket.write(SIGN_OF_LIFE)),
      (silence) => this.#cut(`there was no sign of life for ${silence} ms`),
    );
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => (this.#reason ??= error.message));
    // Node ends this side too, but waits for data that the other side may never read.
    socket.once('end', () => this.end());
    socket.once('close', () => {
      this.#watch.stop();
      listener.closed(this.#reason ?? 'the connection was closed');
    });
    if (rest.length > 0) this.#take(rest);
  }

  /**
   * Sends a message. If the other side is not reading, so that data would pile up without limit, cuts the connection
   * instead.
   *
   * @param mostBytes maximum size of the message
   * @throws MessageTooLarge; Error if it is not plain data
   */
  post(message: unknown, mostBytes = Infinity): void {
    const body = serialize(message);
    if (body.length > mostBytes)
      throw new MessageTooLarge(`it has ${body.length} bytes, but the other side accepts at most ${mostBytes}`);
    if (!this.socket.writable) return;
    if (this.socket.writableLength > MOST_UNREAD)
      return this.#cut(`it has not read ${this.socket.writableLength} bytes that were sent to it`);
    const head = Buffer.alloc(4);
    head.writeUInt32LE(body.length);
    this.socket.write(head);
    this.socket.write(body);
  }

  /** Closes the connection after everything posted has been sent. */
  end(): void {
    this.socket.end();
    const last = setTimeout(() => this.socket.destroy(), LAST_TIME);
    this.socket.once('close', () => clearTimeout(last));
  }

  #take(chunk: Buffer): void {
    this.#watch.heard();
    if (this.#reason !== undefined) return;
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    for (let frame = this.#next(); frame !== undefined; frame = this.#next()) {
      if (frame.length === 0) continue;
      try {
        this.listener.message(deserialize(frame), frame.length);
      } catch (error) {
        return this.#cut(
          `it sent something that is not a message: ${error instanceof Error ? error.message : String(error)}`,
        );
      }
    }
  }

  /** The next frame, if it is complete and valid. */
  #next(): Buffer | undefined {
    if (this.#size < 4 || this.#reason !== undefined) return undefined;
    let [first = Buffer.alloc(0)] = this.#chunks;
    if (first.length < 4) this.#chunks = [(first = Buffer.concat(this.#chunks))];
    const length = first.readUInt32LE(0);
    const { messageLimit } = this.listener;
    if (length > messageLimit) {
      this.#cut(`it announced a message of ${length} bytes, but the limit is ${messageLimit}`);
      return undefined;
    }
    if (this.#size < 4 + length) return undefined;
    const all = this.#chunks.length === 1 ? first : Buffer.concat(this.#chunks);
    this.#size -= 4 + length;
    this.#chunks = this.#size === 0 ? [] : [all.subarray(4 + length)];
    return all.subarray(4, 4 + length);
  }

  #cut(reason: string): void {
    this.#reason ??= reason;
    this.#chunks = [];
    this.#size = 0;
    this.socket.destroy();
  }
}

export class MessageTooLarge extends Error {}

const LAST_TIME = 1_000;
const SIGN_OF_LIFE = Buffer.alloc(4);
/** Bytes that may be waiting for a side that does not read, before the next message. */
const MOST_UNREAD = 64 * 2 ** 20;
