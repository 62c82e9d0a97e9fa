import type { Socket } from 'node:net';
import { Listener } from '../security/listener.js';
import { WiredTransport, type ArrivalListener } from './wired-transport.js';

/**
 * The base of connection-based transports. A subclass defines how to dial a peer (`connect`) and how to turn an
 * incoming socket into a `Connection` (`accept`). Everything else is done here: listening, keeping strangers out, the
 * handshake, and a session with each peer that outlives its connections, so that nothing is lost or delivered twice.
 * One run may follow another; each has its own listener.
 *
 * @example
 * class NetTransport extends SessionTransport {
 *   override readonly name = 'net';
 *   constructor(options: SessionTransportOptions) {
 *     super(options, { plain: 'net', secure: 'nets' });
 *   }
 *   protected override connect(address: Address): Connection {
 *     return new NetConnection(address.kind === 'unix' ? connect(address.path) : connect(address.port, address.host));
 *   }
 *   protected override accept(socket: Socket, trust: () => void, greet: (connection: Connection) => void): void {
 *     greet(new NetConnection(socket, trust));
 *   }
 * }
 */
export abstract class SessionTransport extends WiredTransport<Socket> {
  protected override makeListener(accept: (socket: Socket) => void): ArrivalListener<Socket> {
    return new Listener(this.settings, accept);
  }
}
