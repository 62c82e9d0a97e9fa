import { connect, type Socket } from 'node:net';
import { connect as connectTls, createServer } from 'node:tls';
import {
  SessionTransport,
  type Address,
  type Connection,
  type Schemes,
  type SessionTransportOptions,
} from '@disco-engine/transports/session';
import { NetConnection } from './net-connection.js';

export const SCHEMES: Schemes = { plain: 'net', secure: 'nets' };

/** Joins workers over plain sockets: Unix, TCP or TLS. */
export class NetTransport extends SessionTransport {
  override readonly name = 'net';

  constructor(options: SessionTransportOptions) {
    super(options, SCHEMES);
  }

  protected override connect(address: Address): Connection {
    if (address.kind === 'unix') return new NetConnection(connect(address.path), this.maxPacketBytes);
    const { host, port, secure } = address;
    const { serverName, ...tls } = this.options.tls ?? {};
    const name = serverName === undefined ? {} : { servername: serverName };
    const socket = secure ? connectTls({ host, port, ...tls, ...name }) : connect({ host, port, noDelay: true });
    return new NetConnection(socket, this.maxPacketBytes);
  }

  protected override accept(socket: Socket, trust: () => void, greetGuest: (connection: Connection) => void): void {
    const tls = this.listenerTls;
    if (tls === undefined) return greetGuest(new NetConnection(socket, this.maxPacketBytes, trust));
    const { cert, key, ca } = tls;
    const server = createServer({ cert, key, ca, requestCert: true, rejectUnauthorized: true }, (secure) =>
      greetGuest(new NetConnection(secure, this.maxPacketBytes, trust)),
    );
    server.on('tlsClientError', () => socket.destroy());
    server.emit('connection', socket);
  }
}
