import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Ready for the next query. */
const READY = Buffer.from([0x5a, 0, 0, 0, 5]);
const TERMINATE = 0x58;

/**
 * Does what PgBouncer does in transaction mode: all clients share one session of the database, each for one request at a time. It passes
 * on as much of the protocol as a query without parameters needs.
 */
export class TransactionPooler {
  #session: Socket | undefined;
  #last: Promise<unknown> = Promise.resolve();
  readonly #sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly port: number,
  ) {
    server.on('connection', (client) => void this.#serve(client));
  }

  static async before(url: string): Promise<TransactionPooler> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return new TransactionPooler(server, Number(new URL(url).port));
  }

  /** The URL that leads through the pooler. */
  through(url: string): string {
    const found = new URL(url);
    found.port = String((this.server.address() as AddressInfo).port);
    return found.href;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.server.close();
    await once(this.server, 'close');
  }

  async #serve(client: Socket): Promise<void> {
    this.#keep(client);
    const [startup] = (await once(client, 'data')) as [Buffer];
    // Each client is let in by a session of its own; the first one is kept and shared.
    const own = this.#keep(connect(this.port, '127.0.0.1'));
    client.write(await answerOf(own, startup));
    this.#session ??= own;
    if (own !== this.#session) own.destroy();
    client.on('data', (request: Buffer) => {
      if (request[0] === TERMINATE) return client.end();
      this.#last = this.#last.then(async () => client.write(await answerOf(this.#session ?? own, request)));
    });
  }

  #keep(socket: Socket): Socket {
    this.#sockets.add(socket);
    return socket.on('error', () => undefined);
  }
}

function answerOf(session: Socket, request: Buffer): Promise<Buffer> {
  return new Promise((resolve) => {
    const parts: Buffer[] = [];
    const take = (part: Buffer): void => {
      parts.push(part);
      const answer = Buffer.concat(parts);
      if (!answer.subarray(-6, -1).equals(READY)) return;
      session.off('data', take);
      resolve(answer);
    };
    session.on('data', take);
    session.write(request);
  });
}
