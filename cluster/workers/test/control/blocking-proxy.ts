import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Stands in front of a port, and lets nothing through while it is blocked. */
export class BlockingProxy {
  connections = 0;
  readonly #sockets = new Set<Socket>();
  #isBlocked = false;

  private constructor(
    private readonly server: Server,
    private readonly target: number,
  ) {
    server.on('connection', (near) => this.#join(near));
  }

  static async start(target: number): Promise<BlockingProxy> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new BlockingProxy(server, target);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** Breaks all connections, and refuses others until `unblock`. */
  block(): void {
    this.#isBlocked = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Lets connections exist on which nothing arrives any more. */
  freeze(): void {
    this.#isBlocked = true;
    for (const socket of this.#sockets) socket.pause();
  }

  unblock(): void {
    this.#isBlocked = false;
  }

  async close(): Promise<void> {
    this.block();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #join(near: Socket): void {
    if (this.#isBlocked) return void near.destroy();
    this.connections += 1;
    const far = connect(this.target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      this.#sockets.add(from);
      from.on('data', (chunk: Buffer) => to.write(chunk));
      from.on('error', () => {});
      from.once('close', () => {
        this.#sockets.delete(from);
        to.destroy();
      });
    }
  }
}
