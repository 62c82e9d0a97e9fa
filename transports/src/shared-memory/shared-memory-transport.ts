import { Transport, type Receiver, type Seat, type TransportEndpoint } from '@disco-engine/kernel';
import { wireLimits, type WireLimits } from '../wire/wire-limits.js';
import { openSharedMemory } from './open-shared-memory.js';
import { MAX_RECORD_BYTES } from './record.js';
import type { SharedMemoryArea } from './shared-memory-area.js';
import type { SharedMemoryTransportOptions } from './shared-memory-options.js';

/**
 * Connects workers on threads of one process through rings in shared memory, one per direction and pair of workers.
 * `send` never blocks; what a ring has no room for goes out with the next `send` or `poll`. Messages are fetched by
 * `poll`, so a worker must call it even if it is not waiting for anything. This transport does not notice when a thread
 * dies: whoever started the thread has to watch it.
 *
 * @example
 * const { area, worker } = workerData;
 * const endpoint = await new SharedMemoryTransport(area).open({ worker, workers: area.workers, identity }, receiver);
 */
export class SharedMemoryTransport extends Transport {
  override readonly name = 'shared-memory';
  readonly #limits: WireLimits;

  /** @throws InvalidInputError `LIMITS_INVALID` */
  constructor(
    private readonly area: SharedMemoryArea,
    private readonly options: SharedMemoryTransportOptions = {},
  ) {
    super();
    const limits = wireLimits(options.limits);
    this.#limits = { ...limits, maxFrameBytes: Math.min(limits.maxFrameBytes, MAX_RECORD_BYTES) };
  }

  override async listen(): Promise<string> {
    return '';
  }

  /**
   * @throws DiscoError `WORKER_UNKNOWN`; `WORKER_TAKEN`, even after `close`, since an area serves one run;
   * `HANDSHAKE_REFUSED`, `WORKER_UNREACHABLE`
   */
  override open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    return openSharedMemory(this.area, { ...this.options, limits: this.#limits }, seat, receiver);
  }
}

/** For a container on the thread of a worker: `{ token: Transport, ...sharedMemoryTransport(area) }`. */
export function sharedMemoryTransport(
  area: SharedMemoryArea,
  options?: SharedMemoryTransportOptions,
): { readonly useValue: SharedMemoryTransport } {
  return { useValue: new SharedMemoryTransport(area, options) };
}
