import { setImmediate as turn } from 'node:timers/promises';
import {
  DiscoError,
  type BrokenLink,
  type ExchangeMessage,
  type Receiver,
  type TransportEndpoint,
} from '@disco-engine/kernel';
import type { SharedMemoryEndpoint } from '../shared-memory/shared-memory-endpoint.js';

/**
 * One worker's end of two transports. Its event loop delivers the messages of both: a thread that slept until one of
 * them has something would not hear the other.
 */
export class MixedEndpoint implements TransportEndpoint {
  #isOpen = true;

  /**
   * @param members the workers that `near` reaches, and this one
   * @param receiver is told of whatever makes `near` useless
   */
  constructor(
    private readonly near: SharedMemoryEndpoint,
    private readonly members: readonly number[],
    private readonly far: TransportEndpoint,
    receiver: Pick<Receiver, 'failed'>,
  ) {
    this.#fetch().catch((error: unknown) => receiver.failed(failure(error)));
  }

  get turnAfter(): number | undefined {
    return this.far.turnAfter;
  }

  send(to: number, message: ExchangeMessage): void {
    const endpoint = this.members.includes(to) ? this.near : this.far;
    endpoint.send(to, message);
  }

  brokenLinks(): readonly BrokenLink[] {
    return this.far.brokenLinks?.() ?? [];
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await Promise.all([this.near.close(), this.far.close()]);
  }

  async #fetch(): Promise<void> {
    // The caller of `open` gets the endpoint before the first message.
    await turn();
    while (this.#isOpen) {
      if (!this.near.poll(0)) await this.near.news();
      // Two busy threads must not keep everything else from the event loop.
      await turn();
    }
  }
}

function failure(error: unknown): DiscoError {
  if (error instanceof DiscoError) return error;
  const reason = error instanceof Error ? error.message : String(error);
  return new DiscoError('TRANSPORT_FAILED', `what has arrived could not be delivered: ${reason}`, {}, { cause: error });
}
