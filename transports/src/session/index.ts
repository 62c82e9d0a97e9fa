/**
 * The layer under every transport that uses connections. Supply a `Connection` and extend `SessionTransport`: this
 * layer does the handshake, trust, replay after a broken connection, heartbeats and orderly closing. For anything but a
 * transport, `Session` carries messages of any kind between two processes; `Dialler` and `greet` connect them.
 */
export { SessionTransport } from './session-transport.js';
export { WiredTransport, type Arrival, type ArrivalListener } from './wired-transport.js';
export { sessionKind, type SessionKindOptions } from './session-kind.js';
export {
  LINGER_MILLISECONDS,
  MOST_BUFFERED_BYTES,
  NO_EVENTS,
  type Connection,
  type ConnectionEvents,
} from './connection.js';
export { CheckedConnection } from './checked-connection.js';
export { Dialler, type Caller } from './dialler.js';
export { greet, type Host } from './greeting.js';
export type { Introduction } from './handshake-frames.js';
export { Session, type SessionBounds, type SessionOwner } from './session.js';
export { MOST_HANDSHAKE_BYTES, mostPacketBytes, violation } from './session-frame.js';
export { WIRE_VERSION } from '../wire/wire-limits.js';
export type { TransportKind } from '../kind/transport-kind.js';
export type { SessionLimits, SessionSettings, SessionTransportOptions } from './session-options.js';
export type { Address, Schemes, TcpAddress, UnixAddress } from '../security/address.js';
export type { TlsOptions } from '../security/tls.js';
export type { TrustOptions } from '../security/trust.js';
