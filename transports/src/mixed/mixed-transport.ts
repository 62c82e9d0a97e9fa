import { DiscoError, Transport, type Receiver, type Seat, type TransportEndpoint } from '@disco-engine/kernel';
import type { SharedMemoryArea } from '../shared-memory/shared-memory-area.js';
import { openSharedMemory } from '../shared-memory/open-shared-memory.js';
import type { SharedMemoryEndpoint } from '../shared-memory/shared-memory-endpoint.js';
import { wireLimits } from '../wire/wire-limits.js';
import { MixedEndpoint } from './mixed-endpoint.js';

/** The workers of a run that are threads of one process, as plain data for each of these threads. */
export interface SharedArea {
  readonly area: SharedMemoryArea;
  /** Their numbers in the run, ascending; one for each place in the area. */
  readonly members: readonly number[];
}

/** Milliseconds. */
export interface MixedLimits {
  /** How long `open` waits for the threads of this process. Default 10,000. */
  readonly openWithin?: number | undefined;
  /** How long `close` waits for room for what was sent to them. Default: as long. */
  readonly closeWithin?: number | undefined;
}

/**
 * Connects a worker to the threads of its own process through shared memory, and to all other workers through another
 * transport. Which of the two carries a message affects only its speed.
 *
 * Each thread has its own instance, for one run; all of them need the same area, and so the same process.
 *
 * @example
 * const { area, worker } = workerData;
 * const far = new WebSocketTransport({ listen: 'ws://127.0.0.1:0', token });
 * const transport = new MixedTransport({ area, members: [0, 1] }, far);
 * const address = await transport.listen();
 */
export class MixedTransport extends Transport {
  override readonly name: string;
  #endpoint: TransportEndpoint | undefined;
  #isClosed = false;

  constructor(
    private readonly shared: SharedArea,
    private readonly far: Transport & { close?(): Promise<void> },
    private readonly limits: MixedLimits = {},
  ) {
    super();
    this.name = `${NEAR} and ${far.name}`;
  }

  /** The address for the workers of other processes. */
  override listen(): Promise<string> {
    return this.far.listen();
  }

  /** @throws as `open` of `SharedMemoryTransport` and of the other transport */
  override async open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    const { far, shared } = this;
    const others = Array.from({ length: seat.workers }, (_, worker) => worker);
    const peers = others.filter((worker) => !shared.members.includes(worker));
    // Until both are open, nothing may be delivered.
    const near = await this.#openNear(seat, naming(NEAR, receiver), peers.length === 0);
    if (this.#isClosed) {
      await near.close();
      // The other transport would listen again, and nobody would close it.
      throw new DiscoError('TRANSPORT_CLOSED', `worker ${seat.worker} was closed before all workers were connected`);
    }
    // With nobody else in the run, the thread can fetch messages itself, which is faster.
    if (peers.length === 0) return (this.#endpoint = near);
    try {
      const distant = await far.open({ ...seat, peers }, naming(far.name, receiver));
      if (distant.poll !== undefined) {
        await distant.close();
        throw blocking(far);
      }
      return (this.#endpoint = new MixedEndpoint(near, shared.members, distant, naming(NEAR, receiver)));
    } catch (error) {
      await near.close();
      throw error;
    }
  }

  /** Undoes `listen`, and closes the endpoint if there is one. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#endpoint?.close();
    await this.far.close?.();
  }

  #openNear(seat: Seat, receiver: Receiver, looksWhileIdle: boolean): Promise<SharedMemoryEndpoint> {
    const { area, members } = this.shared;
    const { openWithin, closeWithin } = this.limits;
    const limits = wireLimits();
    const options = {
      limits,
      members,
      looksWhileIdle,
      timeoutMilliseconds: openWithin,
      closeMilliseconds: closeWithin,
    };
    return openSharedMemory(area, options, seat, receiver);
  }
}

const NEAR = 'shared-memory';

function blocking({ name }: Transport): DiscoError {
  const why = 'its messages do not come through the event loop';
  return new DiscoError('TRANSPORT_UNFIT', `transport '${name}' cannot be mixed with shared memory: ${why}`);
}

/** Says in each failure which of the two transports it is about. */
function naming(name: string, receiver: Receiver): Receiver {
  return {
    message: (from, message) => receiver.message(from, message),
    failed: ({ code, message, place, cause }) =>
      receiver.failed(new DiscoError(code, `${message} (over ${name})`, place, { cause })),
  };
}
