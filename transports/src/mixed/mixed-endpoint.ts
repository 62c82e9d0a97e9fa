import { setImmediate as turn } from 'node:timers/promises';
import type { BrokenLink, ExchangeMessage, TransportEndpoint } from '@disco-engine/kernel';
import type { SharedMemoryEndpoint } from '../shared-memory/shared-memory-endpoint.js';

/**
 * One worker's end of two transports. Its event loop delivers the messages of both: a thread that slept until one of
 * them has something would not hear the other.
 */
export class MixedEndpoint implements TransportEndpoint {
  #isOpen = true;

  /** @param members the workers that `near` reaches, and this one */
  constructor(
    private readonly near: SharedMemoryEndpoint,
    private readonly members: readonly number[],
    private readonly far: TransportEndpoint,
  ) {
    void this.#fetch();
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
      // Two busy threads must not keep everything else from the event loop.
      if (this.near.poll(0)) await turn();
      else await this.near.news();
    }
  }
}
