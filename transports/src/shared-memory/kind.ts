import { defineTransport } from '../kind/transport-kind.js';
import { createSharedMemory, type SharedMemoryArea } from './shared-memory-area.js';

/** Connects threads of one process. */
export const sharedMemory = defineTransport({
  name: 'shared-memory',
  hosts: ['threads'],
  prepare({ workers }) {
    const area = createSharedMemory(workers);
    return { plans: Array.from({ length: workers }, () => area) };
  },
  async make(area: SharedMemoryArea) {
    const { SharedMemoryTransport } = await import('./shared-memory-transport.js');
    return new SharedMemoryTransport(area);
  },
});
