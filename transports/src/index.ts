export { InProcessTransport, inProcessTransport } from './in-process/in-process-transport.js';
export { MessageCodec } from './wire/message-codec.js';
export { WIRE_VERSION, type WireLimits } from './wire/wire-limits.js';
export {
  SharedMemoryTransport,
  sharedMemoryTransport,
  type SharedMemoryTransportOptions,
} from './shared-memory/shared-memory-transport.js';
export {
  createSharedMemory,
  type SharedMemoryArea,
  type SharedMemoryOptions,
} from './shared-memory/shared-memory-area.js';
export { wake } from './shared-memory/doorbell.js';
export type { SessionLimits, SessionTransportOptions } from './session/session-options.js';
export type { TlsOptions, TrustOptions } from './security/trust.js';
export { WebSocketTransport, webSocketTransport, type WebSocketTransportOptions } from './ws/web-socket-transport.js';
export { GrpcTransport, grpcTransport, type GrpcTransportOptions } from './grpc/grpc-transport.js';
