// Light on purpose: merely naming a transport loads neither ws nor grpc-js, which have entry points of their own.
export {
  defineTransport,
  type HostKind,
  type Preparation,
  type RunLimits,
  type TransportKind,
  type TransportLaunch,
} from './kind/transport-kind.js';
export {
  isTransportName,
  transportKind,
  TRANSPORT_KINDS,
  TRANSPORT_NAMES,
  type TransportName,
} from './registry/registry.js';
export { prepareRun } from './registry/prepare-run.js';
export { transportOfModule } from './registry/transport-of-module.js';
export { InProcessTransport, inProcessTransport } from './in-process/in-process-transport.js';
export { MessageCodec } from './wire/message-codec.js';
export { WIRE_VERSION, type WireLimits } from './wire/wire-limits.js';
export { SharedMemoryTransport, sharedMemoryTransport } from './shared-memory/shared-memory-transport.js';
export type { SharedMemoryTransportOptions } from './shared-memory/shared-memory-options.js';
export {
  createSharedMemory,
  type SharedMemoryArea,
  type SharedMemoryOptions,
} from './shared-memory/shared-memory-area.js';
export { MixedTransport, type MixedLimits, type SharedArea } from './mixed/mixed-transport.js';
export { wake } from './shared-memory/doorbell.js';
export type { SessionLimits, SessionTransportOptions } from './session/session-options.js';
export type { Schemes } from './security/address.js';
export type { TlsOptions } from './security/tls.js';
export type { TrustOptions } from './security/trust.js';
