import { DiscoError, ExchangeMessage, type Receiver, type Seat, type TransportEndpoint } from '@disco-engine/kernel';
import { deliver } from '../wire/deliver.js';
import { MessageCodec } from '../wire/message-codec.js';
import type { WireLimits } from '../wire/wire-limits.js';

/** The workers of one run, by number, including those that have closed. */
export type Room = Map<number, InProcessEndpoint>;

export class InProcessEndpoint implements TransportEndpoint {
  readonly #codec: MessageCodec;
  readonly #arrived: ExchangeMessage;
  readonly #cutOff = new Set<number>();
  #open = true;

  constructor(
    private readonly seat: Seat,
    private readonly receiver: Receiver,
    private readonly room: Room,
    private readonly leave: () => void,
    limits: WireLimits,
  ) {
    this.#codec = new MessageCodec(seat.workers, limits);
    this.#arrived = new ExchangeMessage(seat.workers);
  }

  send(to: number, message: ExchangeMessage): void {
    const { worker } = this.seat;
    if (!this.#open)
      throw new DiscoError('TRANSPORT_CLOSED', `worker ${worker} sent to worker ${to} after it had closed`);
    const target = this.room.get(to);
    if (target === undefined || target === this)
      throw new DiscoError(
        'WORKER_UNKNOWN',
        `worker ${worker} sent to worker ${to}, which is not another worker of the run`,
      );
    const frame = this.#codec.encode(message);
    queueMicrotask(() => target.#take(worker, frame));
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.leave();
  }

  #take(from: number, frame: Uint8Array): void {
    if (!this.#open || this.#cutOff.has(from)) return;
    const error = deliver(frame, from, this.#codec, this.#arrived, this.receiver);
    if (error === undefined) return;
    this.#cutOff.add(from);
    this.receiver.failed(error);
  }
}
