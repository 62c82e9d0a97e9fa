import type { Socket } from 'node:net';

/** Reads the lines of a handshake from a connection. They must be short, since nobody has proved anything yet. */
export class LineReader {
  #buffer = Buffer.alloc(0);

  constructor(private readonly socket: Socket) {}

  /** What arrived after the lines read so far. */
  get rest(): Buffer {
    return this.#buffer;
  }

  /** @throws Error that says why there is no line */
  async line(): Promise<string> {
    for (;;) {
      const end = this.#buffer.indexOf('\n');
      if (end >= 0) {
        const line = this.#buffer.toString('utf8', 0, end);
        this.#buffer = this.#buffer.subarray(end + 1);
        return line;
      }
      if (this.#buffer.length > MOST_LINE) throw new Error('it sent something that is not a line of the handshake');
      this.#buffer = Buffer.concat([this.#buffer, await nextChunk(this.socket)]);
    }
  }
}

/** The connection was closed without an explanation, possibly because there were too many strangers. */
export class ConnectionClosed extends Error {}

function nextChunk(socket: Socket): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      socket.off('data', take).off('error', fail).off('close', close).off('end', close);
      // Data that arrives before the next reader listens has to wait for it.
      socket.pause();
      act();
    };
    const take = (chunk: Buffer): void => settle(() => resolve(chunk));
    const fail = (error: NodeJS.ErrnoException): void =>
      settle(() => reject(error.code === 'ECONNRESET' ? new ConnectionClosed(CLOSED) : error));
    const close = (): void => settle(() => reject(new ConnectionClosed(CLOSED)));
    socket.on('data', take).on('error', fail).on('close', close).on('end', close);
    socket.resume();
    if (socket.destroyed || socket.readableEnded) close();
  });
}

const CLOSED = 'it closed the connection';
/** Longer than any line of the handshake. */
const MOST_LINE = 4_096;
