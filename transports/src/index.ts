export { InProcessTransport, inProcessTransport } from './in-process/in-process-transport.js';
export { MessageCodec } from './wire/message-codec.js';
export { WIRE_VERSION, type WireLimits } from './wire/wire-limits.js';
