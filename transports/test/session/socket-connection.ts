import { connect, type Socket } from 'node:net';
import { SessionTransport } from '../../src/session/session-transport.js';
import { NO_EVENTS, type Connection } from '../../src/session/connection.js';
import type { Address } from '../../src/security/address.js';
import type { TlsOptions } from '../../src/security/tls.js';
import type { SessionTransportOptions } from '../../src/session/session-options.js';

/** A connection over a socket: each packet is preceded by its length. */
export class SocketConnection implements Connection {
  events = NO_EVENTS;
  readonly congested = false;
  /** How it was ended from this side. */
  readonly calls: ('close' | 'terminate')[] = [];
  readonly ended: Promise<void>;
  #rest: Buffer = Buffer.alloc(0);

  /** @param held keeps `ended` pending after the socket is gone */
  constructor(
    readonly socket: Socket,
    readonly trust: () => void,
    held: Promise<void>,
  ) {
    let reason = 'the socket has gone';
    socket.on('error', (error) => (reason = error.message));
    socket.on('data', (chunk: Buffer) => this.#take(chunk));
    this.ended = new Promise((resolve) => {
      socket.once('close', () => {
        this.events.closed(reason);
        void held.then(resolve);
      });
    });
  }

  send(packet: Uint8Array): void {
    const head = Buffer.alloc(4);
    head.writeUInt32LE(packet.length);
    if (this.socket.writable) this.socket.write(Buffer.concat([head, packet]));
  }

  close(): void {
    this.calls.push('close');
    this.socket.end();
  }

  terminate(): void {
    this.calls.push('terminate');
    this.socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (this.#rest.length >= 4 && this.#rest.length >= 4 + this.#rest.readUInt32LE()) {
      const end = 4 + this.#rest.readUInt32LE();
      const packet = this.#rest.subarray(4, end);
      this.#rest = this.#rest.subarray(end);
      this.events.packet(packet);
    }
  }
}

/** Workers over sockets without TLS, whose connections a test can inspect. */
export class SocketTransport extends SessionTransport {
  override readonly name = 'sock';
  readonly dialled: SocketConnection[] = [];
  readonly accepted: SocketConnection[] = [];
  /** Keeps the ends of connections made from now on. */
  held: Promise<void> = Promise.resolve();

  constructor(options: SessionTransportOptions) {
    super(options, { plain: 'sock', secure: 'socks' });
  }

  get packetLimit(): number {
    return this.maxPacketBytes;
  }

  get ownTls(): TlsOptions | undefined {
    return this.listenerTls;
  }

  protected override connect(address: Address): Connection {
    const socket = address.kind === 'unix' ? connect(address.path) : connect(address.port, address.host);
    const connection = new SocketConnection(socket, () => {}, this.held);
    this.dialled.push(connection);
    return connection;
  }

  protected override accept(socket: Socket, trust: () => void, greetGuest: (connection: Connection) => void): void {
    const connection = new SocketConnection(socket, trust, this.held);
    this.accepted.push(connection);
    greetGuest(connection);
  }
}
