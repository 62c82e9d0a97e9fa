// Every transport of the engine, one line each. To add one, write its folder and register it here.
export { grpc } from '../grpc/kind.js';
export { inProcess } from '../in-process/kind.js';
export { sharedMemory } from '../shared-memory/kind.js';
export { ws } from '../ws/kind.js';
