import { entryAt, Transport, type Receiver, type Seat, type TransportEndpoint } from '@disco-engine/kernel';
import type { TransportSet } from './transport-set.js';

/**
 * Lets the workers of a run in this process join only when all of them have arrived. If one cannot be created, the
 * others need not wait for a transport to time out, and nothing has started listening.
 */
export class Gathering {
  #arrived = 0;
  #set: TransportSet | undefined;
  readonly #complete: Promise<TransportSet>;
  #admit: (set: TransportSet | PromiseLike<TransportSet>) => void = () => {};
  #dismiss: (reason: unknown) => void = () => {};

  /** @param listen creates the transports, once all workers have arrived */
  constructor(
    readonly name: string,
    private readonly workers: number,
    private readonly listen: () => Promise<TransportSet>,
  ) {
    this.#complete = new Promise((resolve, reject) => {
      this.#admit = resolve;
      this.#dismiss = reject;
    });
    // Waiting workers get the error; if there are none, nobody needs it.
    this.#complete.catch(() => {});
  }

  /** Resolves when all workers have arrived. */
  async arrive(): Promise<TransportSet> {
    this.#arrived += 1;
    if (this.#arrived === this.workers) this.#admit(this.#listen());
    return this.#complete;
  }

  /** A worker will never arrive: waiting workers get the reason. */
  dismiss(reason: unknown): void {
    this.#dismiss(reason);
  }

  /** Call it after all workers have left. */
  async dispose(): Promise<void> {
    await this.#set?.dispose();
  }

  async #listen(): Promise<TransportSet> {
    return (this.#set = await this.listen());
  }
}

/** The transport of a worker in a gathering. */
export class GatheredTransport extends Transport {
  constructor(private readonly gathering: Gathering) {
    super();
  }

  override get name(): string {
    return this.gathering.name;
  }

  /** Its address is known once all workers have arrived. */
  override async listen(): Promise<string> {
    return '';
  }

  override async open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    const { transports, addresses } = await this.gathering.arrive();
    return entryAt(transports, seat.worker).open({ ...seat, addresses }, receiver);
  }
}
