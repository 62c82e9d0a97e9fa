import { setImmediate as immediate } from 'node:timers/promises';
import type { Host } from '@disco-engine/kernel';

/** Node's clock and event loop. `setImmediate` lets timers and I/O have their turn, and costs a few microseconds. */
export const nodeHost: Host = {
  now: () => performance.now(),
  turn: () => immediate(),
};
