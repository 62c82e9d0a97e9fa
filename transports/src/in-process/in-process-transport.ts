import { DiscoError, Transport, type FrameReceiver, type TransportEndpoint } from '@disco-engine/kernel';

/**
 * Carries frames between workers that are objects in this process. A frame is delivered in a microtask after the code that sent
 * it, so a receiver is never called from inside `send`, and frames arrive in the order of sending.
 *
 * @example
 * const transport = new InProcessTransport();
 * const left = await transport.open(0, (from, frame) => inbox.push(frame));
 * const right = await transport.open(1, () => {});
 * right.send(0, Uint8Array.of(1, 2, 3));
 */
export class InProcessTransport extends Transport {
  override readonly name = 'in-process';
  readonly #receivers = new Map<number, FrameReceiver>();

  override async open(worker: number, receive: FrameReceiver): Promise<TransportEndpoint> {
    if (this.#receivers.has(worker)) {
      throw new DiscoError(
        'WORKER_TAKEN',
        `worker ${worker} has joined already; each worker of a run needs a number of its own`,
      );
    }
    this.#receivers.set(worker, receive);
    return new InProcessEndpoint(worker, this.#receivers);
  }
}

class InProcessEndpoint implements TransportEndpoint {
  #open = true;

  constructor(
    private readonly worker: number,
    private readonly receivers: Map<number, FrameReceiver>,
  ) {}

  send(to: number, frame: Uint8Array): void {
    if (!this.#open)
      throw new DiscoError(
        'TRANSPORT_CLOSED',
        `worker ${this.worker} sent to worker ${to} after it had closed its endpoint`,
      );
    const receive = this.receivers.get(to);
    if (receive === undefined)
      throw new DiscoError('WORKER_UNKNOWN', `worker ${this.worker} sent to worker ${to}, which has not joined`);
    queueMicrotask(() => receive(this.worker, frame));
  }

  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    this.receivers.delete(this.worker);
  }
}
