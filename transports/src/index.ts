export { InProcessTransport } from './in-process/in-process-transport.js';
