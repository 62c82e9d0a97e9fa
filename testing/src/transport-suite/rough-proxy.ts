import { connect, createServer, type NetConnectOpts, type Server, type Socket } from 'node:net';

/** Stands between two workers and disturbs their connections. */
export class RoughProxy {
  /** Number of connections made through it so far. */
  connections = 0;
  /** Bytes that passed through, in both directions. */
  bytes = 0;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #stalled = false;
  #delay = 0;
  #refusing = false;
  #damageAfter = Infinity;

  private constructor(private readonly target: NetConnectOpts) {
    this.#server = createServer({ noDelay: true }, (socket) => this.#join(socket));
  }

  /** @param at where to listen: a path, or port 0 of this machine */
  static async start(target: NetConnectOpts, at: string | 0): Promise<RoughProxy> {
    const proxy = new RoughProxy(target);
    await new Promise<void>((resolve) =>
      typeof at === 'string' ? proxy.#server.listen(at, resolve) : proxy.#server.listen(at, '127.0.0.1', resolve),
    );
    return proxy;
  }

  get port(): number {
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  get isInUse(): boolean {
    return [...this.#sockets].some(({ destroyed }) => !destroyed);
  }

  /** Breaks all connections, with everything in them. */
  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  /** Lets nothing more through, without closing anything. New connections work again. */
  stall(): void {
    this.#stalled = true;
    for (const socket of this.#sockets) socket.pause();
  }

  resume(): void {
    this.#stalled = false;
    for (const socket of this.#sockets) socket.resume();
  }

  /** Delays what arrives, keeping its order. */
  delay(milliseconds: number): void {
    this.#delay = milliseconds;
  }

  /** Refuses new connections until told otherwise. */
  refuse(refusing: boolean): void {
    this.#refusing = refusing;
  }

  /**
   * Flips one bit after the first `bytes` bytes of each connection; Infinity ends it. A period over all connections
   * could hit each of them at its start, as what is sent over a damaged one counts too.
   */
  damage(bytes: number): void {
    this.#damageAfter = bytes;
  }

  async close(): Promise<void> {
    this.cut();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #join(near: Socket): void {
    if (this.#refusing) return void near.destroy();
    this.connections += 1;
    this.#stalled = false;
    const far = connect(this.target);
    far.setNoDelay(true);
    const passed = { bytes: 0 };
    this.#forward(near, far, passed);
    this.#forward(far, near, passed);
  }

  /** @param passed bytes of this connection, in both directions */
  #forward(from: Socket, to: Socket, passed: { bytes: number }): void {
    this.#sockets.add(from);
    from.on('error', () => {});
    from.once('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
    from.on('data', (chunk: Buffer) => {
      this.bytes += chunk.length;
      const at = this.#damageAfter - passed.bytes;
      if (at >= 0 && at < chunk.length) chunk[at] = (chunk[at] ?? 0) ^ 16;
      passed.bytes += chunk.length;
      const write = (): void => {
        if (to.destroyed || to.write(chunk)) return;
        from.pause();
        to.once('drain', () => {
          if (!this.#stalled) from.resume();
        });
      };
      if (this.#delay === 0) write();
      else setTimeout(write, this.#delay);
    });
  }
}
