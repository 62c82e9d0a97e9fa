import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Bytes that successive connections may carry; some break before they are useful. */
const ALLOWANCES = [4_001, 6_007, 9_011, 150, 3_503, 5_009, 7_013, 700, 4_507];
/** For a handshake, on either transport: a connection that carried more was in use. */
const MOST_HANDSHAKE_BYTES = 2_000;

/**
 * Stands in front of a worker, and breaks each connection after a number of bytes, most often in the middle of a frame.
 */
export class CuttingProxy {
  /** Connections that were cut while in use. */
  cuts = 0;
  /** Connections that were cut before. */
  broken = 0;
  /** Bytes that passed through after the last cut. */
  bytesInPeace = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCutting = false;
  #connections = 0;

  private constructor(
    private readonly target: string,
    private readonly mostCuts: number,
  ) {
    this.#server = createServer((socket) => this.#join(socket));
  }

  /**
   * @param target path of the worker's socket
   * @param path where the proxy listens instead
   * @param mostCuts number of cuts after which it lets everything through
   */
  static async start(target: string, path: string, mostCuts: number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(target, mostCuts);
    proxy.#server.listen(path);
    await once(proxy.#server, 'listening');
    return proxy;
  }

  beginToCut(): void {
    this.#isCutting = true;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket): void {
    const far = connect(this.target);
    const allowance = ALLOWANCES[this.#connections++ % ALLOWANCES.length];
    let carried = 0;
    const carry = (chunk: Buffer, to: Socket): void => {
      if (near.destroyed || far.destroyed) return;
      carried += chunk.length;
      const excess = this.#isCutting ? Math.min(chunk.length, carried - allowance) : 0;
      to.write(excess > 0 ? chunk.subarray(0, chunk.length - excess) : chunk);
      this.bytesInPeace += chunk.length;
      if (excess <= 0) return;
      near.destroy();
      far.destroy();
      this.#count(carried - excess);
    };
    this.#forward(near, far, carry);
    this.#forward(far, near, carry);
  }

  #forward(from: Socket, to: Socket, carry: (chunk: Buffer, to: Socket) => void): void {
    this.#sockets.add(from);
    from.on('data', (chunk: Buffer) => carry(chunk, to));
    from.on('error', () => {});
    from.once('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
  }

  #count(carried: number): void {
    if (carried > MOST_HANDSHAKE_BYTES) this.cuts += 1;
    else this.broken += 1;
    this.bytesInPeace = 0;
    if (this.cuts === this.mostCuts) this.#isCutting = false;
  }
}
