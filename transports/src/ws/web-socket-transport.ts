import { createServer, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { connect, type Socket } from 'node:net';
import { WebSocket, WebSocketServer, type ClientOptions } from 'ws';
import type { Address } from '../security/address.js';
import { clientTls, serverTls } from '../security/tls.js';
import type { Connection } from '../session/connection.js';
import type { SessionTransportOptions } from '../session/session-options.js';
import { SessionTransport } from '../session/session-transport.js';
import { SCHEMES } from './schemes.js';
import { WebSocketConnection } from './web-socket-connection.js';

/** Addresses are `unix:/path`, `ws://host:port` or, with TLS, `wss://host:port`. */
export type WebSocketTransportOptions = SessionTransportOptions;

/**
 * Connects workers over WebSockets, on Unix sockets, TCP or TLS. A broken connection is re-established, and nothing is
 * lost or duplicated.
 *
 * @example
 * const transport = new WebSocketTransport({ listen: 'unix:/run/disco/0.sock' });
 * const address = await transport.listen();
 * const endpoint = await transport.open({ worker: 0, workers: 2, identity, addresses: [address, other] }, receiver);
 */
export class WebSocketTransport extends SessionTransport {
  override readonly name = 'ws';
  protected override readonly turnAfter = 0.05;
  readonly #upgrades: WebSocketServer;

  /** @throws InvalidInputError `TRANSPORT_INVALID` with all problems of the options, `LIMITS_INVALID` */
  constructor(options: WebSocketTransportOptions) {
    super(options, SCHEMES);
    this.#upgrades = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: this.maxPacketBytes,
    });
  }

  protected override connect(address: Address): Connection {
    const { tls } = this.options;
    const common: ClientOptions = {
      perMessageDeflate: false,
      maxPayload: this.maxPacketBytes,
      handshakeTimeout: this.settings.handshakeWithin,
    };
    if (address.kind === 'unix') {
      const createConnection = (): Socket => connect(address.path);
      // Masking keeps proxies from being misled; there are none on the way to a file.
      const generateMask = (mask: Buffer): void => void mask.fill(0);
      return new WebSocketConnection(new WebSocket('ws://localhost/', { ...common, createConnection, generateMask }));
    }
    const { host, port, secure } = address;
    const url = `${secure ? 'wss' : 'ws'}://${host.includes(':') ? `[${host}]` : host}:${port}/`;
    if (!secure || tls === undefined) return new WebSocketConnection(new WebSocket(url, common));
    return new WebSocketConnection(new WebSocket(url, { ...common, ...clientTls(tls) }));
  }

  protected override accept(socket: Socket, trust: () => void, greetGuest: (connection: Connection) => void): void {
    // One server per socket, so that it is clear which socket a WebSocket belongs to, with and without TLS.
    const server = this.#server();
    server.on('upgrade', (request, stream, head) =>
      this.#upgrades.handleUpgrade(request, stream, head, (upgraded) =>
        greetGuest(new WebSocketConnection(upgraded, trust)),
      ),
    );
    server.on('request', (_, response) => response.writeHead(426, { Connection: 'close' }).end());
    server.emit('connection', socket);
  }

  #server(): Server {
    const tls = this.listenerTls;
    return tls === undefined ? createServer() : createSecureServer(serverTls(tls));
  }
}

/** For a container: `{ token: Transport, ...webSocketTransport({ listen: 'unix:/run/disco/0.sock' }) }`. */
export function webSocketTransport(options: WebSocketTransportOptions): { readonly useValue: WebSocketTransport } {
  return { useValue: new WebSocketTransport(options) };
}
