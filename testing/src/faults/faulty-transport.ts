import {
  DiscoError,
  Transport,
  type Receiver,
  type Seat,
  type TransportEndpoint,
  shownValue,
} from '@disco-engine/kernel';
import type { FaultOptions } from './fault-options.js';
import { FaultyReceiver } from './faulty-receiver.js';

/**
 * Randomly delays, reorders and repeats what another transport delivers, and on request loses some of it. A run must
 * tolerate everything except a loss. Each worker may have its own instance, or all may share one.
 *
 * @example
 * const transport = new FaultyTransport(new InProcessTransport(), { seed: 7 });
 */
export class FaultyTransport extends Transport {
  readonly #receivers: FaultyReceiver[] = [];

  constructor(
    private readonly inner: Transport,
    private readonly options: FaultOptions,
  ) {
    super();
    for (const chance of ['repeat', 'delay', 'drop'] as const) {
      const value = options[chance] ?? 0;
      if (!(value >= 0 && value <= 1))
        throw new DiscoError('ARGUMENT_INVALID', `${chance} is ${shownValue(value)}; give a probability from 0 to 1`);
    }
  }

  override get name(): string {
    return `faulty ${this.inner.name}`;
  }

  /** Number of messages lost so far, of all workers that have joined through this transport. */
  get dropped(): number {
    return this.#receivers.reduce((sum, { dropped }) => sum + dropped, 0);
  }

  /** Number of messages delivered to workers so far, including repetitions. */
  get delivered(): number {
    return this.#receivers.reduce((sum, { delivered }) => sum + delivered, 0);
  }

  /** Number of messages that have arrived and are being held. */
  get held(): number {
    return this.#receivers.reduce((sum, { held }) => sum + held, 0);
  }

  override async listen(): Promise<string> {
    return this.inner.listen();
  }

  override async open(seat: Seat, receiver: Receiver): Promise<TransportEndpoint> {
    const faulty = new FaultyReceiver(receiver, { ...this.options, seed: (this.options.seed + seat.worker) >>> 0 });
    this.#receivers.push(faulty);
    const endpoint = await this.inner.open(seat, faulty);
    return {
      send: (to, message) => endpoint.send(to, message),
      ...(endpoint.poll && { poll: (milliseconds: number) => faulty.polled(endpoint.poll?.(milliseconds) ?? false) }),
      close: async () => {
        faulty.close();
        await endpoint.close();
      },
    };
  }
}
