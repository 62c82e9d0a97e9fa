import type { Socket } from 'node:net';
import { deserialize, serialize } from 'node:v8';

/**
 * Messages on a connection: after a handshake in lines of text, each message is a frame of a 32-bit little-endian length and that many
 * bytes. A frame of length 0 is a sign of life. The other side has proved itself by then, so its bytes are taken as they are.
 */
export class FrameStream {
  #chunks: Buffer[] = [];
  #size = 0;
  #heard = performance.now();
  #reason: string | undefined;
  readonly #beat: NodeJS.Timeout;

  /**
   * @param rest what came with the last line of the handshake
   * @param lostAfter milliseconds without a sign of life after which the other side counts as gone
   */
  constructor(
    private readonly socket: Socket,
    rest: Buffer,
    lostAfter: number,
    private readonly message: (message: unknown) => void,
    closed: (reason: string) => void,
  ) {
    this.#beat = setInterval(() => this.#look(lostAfter), Math.min(BEAT, lostAfter / 4));
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    socket.on('error', (error) => (this.#reason ??= error.message));
    socket.once('close', () => {
      clearInterval(this.#beat);
      closed(this.#reason ?? 'the connection was closed');
    });
    if (rest.length > 0) this.#take(rest);
  }

  post(message: unknown): void {
    const body = serialize(message);
    if (!this.socket.writable) return;
    const head = Buffer.alloc(4);
    head.writeUInt32LE(body.length);
    this.socket.write(head);
    this.socket.write(body);
  }

  /** Closes the connection, after what was posted. */
  end(): void {
    this.socket.end();
    const last = setTimeout(() => this.socket.destroy(), LAST_TIME);
    this.socket.once('close', () => clearTimeout(last));
  }

  #take(chunk: Buffer): void {
    this.#heard = performance.now();
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    while (this.#size >= 4) {
      if (this.#chunks[0].length < 4) this.#chunks = [Buffer.concat(this.#chunks)];
      const length = this.#chunks[0].readUInt32LE(0);
      if (length > MOST_BYTES)
        return this.#cut(`it announced a message of ${length} bytes; ${MOST_BYTES} is the limit`);
      if (this.#size < 4 + length) return;
      const all = this.#chunks.length === 1 ? this.#chunks[0] : Buffer.concat(this.#chunks);
      this.#chunks = [all.subarray(4 + length)];
      this.#size -= 4 + length;
      if (length === 0) continue;
      let message: unknown;
      try {
        message = deserialize(all.subarray(4, 4 + length));
      } catch (error) {
        return this.#cut(`it sent what is no message: ${String(error)}`);
      }
      this.message(message);
    }
  }

  #look(lostAfter: number): void {
    const silence = performance.now() - this.#heard;
    if (silence > lostAfter) return this.#cut(`there was no sign of life for ${Math.round(silence)} ms`);
    if (this.socket.writable) this.socket.write(SIGN_OF_LIFE);
  }

  #cut(reason: string): void {
    this.#reason ??= reason;
    this.socket.destroy();
  }
}

/** Milliseconds between two signs of life. */
const BEAT = 1_000;
const LAST_TIME = 1_000;
const SIGN_OF_LIFE = Buffer.alloc(4);
/** A scenario of a million vertices takes less. */
const MOST_BYTES = 2 ** 30;
