import { entryAt, Transport, type Receiver, type Seat, type TransportEndpoint } from '@disco-engine/kernel';
import type { TransportSet } from './transport-set.js';

/**
 * Lets the workers of a run in this process join only when all of them are there. Where one cannot be made, the others need not
 * wait until a transport gives it up, and nothing has listened for it.
 */
export class Gathering {
  #arrived = 0;
  #set: TransportSet | undefined;
  readonly #complete: Promise<TransportSet>;
  #admit: (set: TransportSet | PromiseLike<TransportSet>) => void = () => {};
  #dismiss: (reason: unknown) => void = () => {};

  /** @param listen makes the transports, once all workers are there */
  constructor(
    readonly name: string,
    private readonly workers: number,
    private readonly listen: () => Promise<TransportSet>,
  ) {
    this.#complete = new Promise((resolve, reject) => {
      this.#admit = resolve;
      this.#dismiss = reject;
    });
    // Whoever waits is told; where nobody does, nobody misses it.
    this.#complete.catch(() => {});
  }

  /** Resolves when all workers have arrived. */
  async arrive(): Promise<TransportSet> {
    this.#arrived += 1;
    if (this.#arrived === this.workers) this.#admit(this.#listen());
    return this.#complete;
  }

  /** A worker will never come: those that wait are told why. */
  dismiss(reason: unknown): void {
    this.#dismiss(reason);
  }

  /** After all workers have left. */
  async dispose(): Promise<void> {
    await this.#set?.dispose();
  }

  async #listen(): Promise<TransportSet> {
    return (this.#set = await this.listen());
  }
}

/** What a worker of a gathering joins the others by. */
export class GatheredTransport extends Transport {
  constructor(private readonly gathering: Gathering) {
    super();
  }

  override get name(): string {
    return this.gathering.name;
  }

  /** Where it listens is known when all are there. */
  override async listen(): Promise<string> {
    return '';
  }

  override async open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    const { transports, addresses } = await this.gathering.arrive();
    return entryAt(transports, seat.worker).open({ ...seat, addresses }, receiver);
  }
}
