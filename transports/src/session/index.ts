/**
 * The layer under every transport that uses connections. Supply a `Connection` and extend `SessionTransport`: this
 * layer does the handshake, trust, replay after a broken connection, heartbeats and orderly closing.
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
export { violation } from './session-frame.js';
export type { TransportKind } from '../kind/transport-kind.js';
export type { SessionLimits, SessionSettings, SessionTransportOptions } from './session-options.js';
export type { Address, Schemes, TcpAddress, UnixAddress } from '../security/address.js';
export type { TlsOptions } from '../security/tls.js';
export type { TrustOptions } from '../security/trust.js';
