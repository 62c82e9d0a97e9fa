import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

/** Stands in front of a worker's socket, and can stop carrying anything without closing a connection. */
export class SeverableProxy {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #isCut = false;

  private constructor(private readonly target: string) {
    this.#server = createServer((socket) => this.#join(socket));
  }

  /**
   * @param target path of the worker's socket
   * @param path where the proxy listens instead
   */
  static async start(target: string, path: string): Promise<SeverableProxy> {
    const proxy = new SeverableProxy(target);
    proxy.#server.listen(path);
    await once(proxy.#server, 'listening');
    return proxy;
  }

  /** From now on everything is lost, like packets on a cut cable. */
  cut(): void {
    this.#isCut = true;
  }

  /** Carries new connections again. The old ones have lost bytes, so they are reset. */
  mend(): void {
    this.#isCut = false;
    for (const socket of this.#sockets) socket.destroy();
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket): void {
    const far = connect(this.target);
    this.#forward(near, far);
    this.#forward(far, near);
  }

  #forward(from: Socket, to: Socket): void {
    this.#sockets.add(from);
    from.on('data', (chunk: Buffer) => {
      if (!this.#isCut && !to.destroyed) to.write(chunk);
    });
    from.on('error', () => {});
    from.once('close', () => {
      this.#sockets.delete(from);
      if (!this.#isCut) to.destroy();
    });
  }
}
