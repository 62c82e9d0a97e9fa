import { DiscoError, entryAt, Transport, type Receiver, type Seat, type TransportEndpoint } from '@disco-engine/kernel';
import { compareIdentities } from '../wire/identity.js';
import { wireLimits, type WireLimits } from '../wire/wire-limits.js';
import { InProcessEndpoint, type Room } from './in-process-endpoint.js';

/**
 * Connects workers that are objects in this process; they share one instance. A message is encoded when it is sent and
 * delivered in a microtask, so a receiver is never called from inside `send`, and messages arrive in the order in which
 * they were sent.
 *
 * `open` resolves once all workers of the run have called it, so do not await one call before making the next. The
 * instance can be reused for another run afterwards.
 *
 * @example
 * const transport = new InProcessTransport();
 * const [left, right] = await Promise.all([transport.open(seats[0], receivers[0]), transport.open(seats[1], receivers[1])]);
 */
export class InProcessTransport extends Transport {
  override readonly name = 'in-process';
  /** Numbers of the workers that are waiting for others or are in a run. */
  readonly #taken = new Set<number>();
  #waiting: Arrival[] = [];

  readonly #limits: WireLimits;

  /** @throws InvalidInputError `LIMITS_INVALID` */
  constructor(limits?: Partial<WireLimits>) {
    super();
    this.#limits = wireLimits(limits);
  }

  override async listen(): Promise<string> {
    return '';
  }

  /** @throws DiscoError `WORKER_UNKNOWN`, `WORKER_TAKEN`; `HANDSHAKE_REFUSED`, which all waiting workers get */
  override async open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    const { worker, workers } = seat;
    if (!Number.isInteger(worker) || worker < 0 || worker >= workers)
      throw new DiscoError(
        'WORKER_UNKNOWN',
        `worker ${worker} cannot join a run of ${workers} workers, which are numbered from 0`,
      );
    if (this.#taken.has(worker))
      throw new DiscoError(
        'WORKER_TAKEN',
        `worker ${worker} has already joined; give each worker of a run a different number`,
      );
    return new Promise((resolve, reject) => {
      this.#taken.add(worker);
      this.#waiting.push({ seat, receiver, resolve, reject });
      this.#meet(seat);
    });
  }

  #meet(newcomer: Seat): void {
    const arrivals = this.#waiting;
    const refusal = compareIdentities(entryAt(arrivals, 0).seat, newcomer);
    if (refusal !== undefined) {
      this.#waiting = [];
      for (const { seat, reject } of arrivals) {
        this.#taken.delete(seat.worker);
        reject(refusal);
      }
    } else if (arrivals.length === newcomer.workers) {
      this.#waiting = [];
      this.#start(arrivals);
    }
  }

  #start(arrivals: readonly Arrival[]): void {
    const room: Room = new Map();
    for (const { seat, receiver, resolve } of arrivals) {
      const leave = (): void => {
        this.#taken.delete(seat.worker);
      };
      const endpoint = new InProcessEndpoint(seat, receiver, room, leave, this.#limits);
      room.set(seat.worker, endpoint);
      resolve(endpoint);
    }
  }
}

/** For a container: `{ token: Transport, ...inProcessTransport() }`. All workers of a run need the same instance. */
export function inProcessTransport(limits?: Partial<WireLimits>): { readonly useValue: InProcessTransport } {
  return { useValue: new InProcessTransport(limits) };
}

/** A worker that is waiting for the others. */
interface Arrival {
  readonly seat: Seat;
  readonly receiver: Receiver;
  readonly resolve: (endpoint: TransportEndpoint) => void;
  readonly reject: (error: DiscoError) => void;
}
