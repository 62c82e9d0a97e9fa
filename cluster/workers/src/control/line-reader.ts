import type { Socket } from 'node:net';

/** Reads the lines of a handshake from a connection: short ones, and within a time, for nobody has proved anything yet. */
export class LineReader {
  #buffer = Buffer.alloc(0);

  constructor(
    private readonly socket: Socket,
    private readonly milliseconds: number,
  ) {}

  /** What came after the lines that were read. */
  get rest(): Buffer {
    return this.#buffer;
  }

  /** @throws Error that says why there is no line */
  async line(): Promise<string> {
    const { socket } = this;
    const deadline = performance.now() + this.milliseconds;
    for (;;) {
      const end = this.#buffer.indexOf('\n');
      if (end >= 0) {
        const line = this.#buffer.toString('utf8', 0, end);
        this.#buffer = this.#buffer.subarray(end + 1);
        return line;
      }
      if (this.#buffer.length > MOST_LINE) throw new Error('it sent what is no line of the handshake');
      this.#buffer = Buffer.concat([this.#buffer, await nextChunk(socket, deadline - performance.now())]);
    }
  }
}

function nextChunk(socket: Socket, milliseconds: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      socket.off('data', take).off('error', fail).off('close', end);
      // What comes before the next reader listens must wait for it.
      socket.pause();
      act();
    };
    const take = (chunk: Buffer): void => settle(() => resolve(chunk));
    const fail = (error: Error): void => settle(() => reject(error));
    const end = (): void => settle(() => reject(new Error('it closed the connection')));
    const timer = setTimeout(() => settle(() => reject(new Error('it did not answer in time'))), milliseconds);
    socket.on('data', take).on('error', fail).on('close', end);
    socket.resume();
    if (socket.destroyed) end();
  });
}

/** Longer than any line of the handshake. */
const MOST_LINE = 4_096;
