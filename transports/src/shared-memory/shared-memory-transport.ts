import { availableParallelism } from 'node:os';
import { DiscoError, Transport, type Receiver, type Seat, type TransportEndpoint } from '@disco-engine/kernel';
import { MessageCodec } from '../wire/message-codec.js';
import { wireLimits, type WireLimits } from '../wire/wire-limits.js';
import { Doorbell } from './doorbell.js';
import { introduce } from './introduce.js';
import { Link } from './link.js';
import { Patience } from './patience.js';
import { MAX_RECORD_BYTES } from './record.js';
import { WorkerWord, workerWords, type SharedMemoryArea } from './shared-memory-area.js';
import { SharedMemoryEndpoint } from './shared-memory-endpoint.js';

export interface SharedMemoryTransportOptions {
  readonly limits?: Partial<WireLimits> | undefined;
  /** How long `open` waits for the other workers, and `close` for room for what was sent. Default 10 s. */
  readonly timeoutMilliseconds?: number | undefined;
  /**
   * How long `poll` spins at most before it sleeps. Default 0.1 ms. With more workers than cores it does not spin, and
   * if spinning does not pay off it soon spins less.
   */
  readonly spinMilliseconds?: number | undefined;
}

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
  override async open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    const { area, options } = this;
    const { worker, workers } = seat;
    if (!Number.isInteger(worker) || worker < 0 || worker >= Math.min(workers, area.workers))
      throw new DiscoError(
        'WORKER_UNKNOWN',
        `worker ${worker} cannot join a run of ${workers} workers in shared memory for ${area.workers}; workers are numbered from 0`,
      );
    if (Atomics.compareExchange(workerWords(area, worker), WorkerWord.Joined, 0, 1) !== 0)
      throw new DiscoError(
        'WORKER_TAKEN',
        `worker ${worker} has already joined; give each worker a different number, and each run a new area`,
      );
    const links: Link[] = [];
    const maxBytes = Math.max(this.#limits.maxFrameBytes, MAX_INTRODUCTION_BYTES);
    for (let other = 0; other < area.workers; other++)
      if (other !== worker) links.push(new Link(area, worker, other, maxBytes));
    const timeout = options.timeoutMilliseconds ?? 10_000;
    await introduce(seat, links, timeout);
    const patience = new Patience(options.spinMilliseconds ?? 0.1, workers, availableParallelism());
    const codec = new MessageCodec(workers, this.#limits);
    return new SharedMemoryEndpoint(seat, receiver, links, new Doorbell(area, worker), codec, patience, timeout);
  }
}

/** Workers must be able to introduce themselves whatever the limit for messages is. */
const MAX_INTRODUCTION_BYTES = 2 ** 20;

/** For a container on the thread of a worker: `{ token: Transport, ...sharedMemoryTransport(area) }`. */
export function sharedMemoryTransport(
  area: SharedMemoryArea,
  options?: SharedMemoryTransportOptions,
): { readonly useValue: SharedMemoryTransport } {
  return { useValue: new SharedMemoryTransport(area, options) };
}
