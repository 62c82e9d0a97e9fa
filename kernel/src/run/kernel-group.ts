import type { AdvanceEnd } from '../activation/kernel-options.js';
import type { Kernel } from '../activation/kernel.js';
import { entryAt } from '../entry-at.js';
import { DiscoError } from '../errors.js';
import type { ExchangeMessage } from '../exchange/exchange-message.js';
import { Observations } from '../observation/observations.js';
import { copyPayload } from '../payload/copy-payload.js';
import { combineDigests } from '../digest/digest.js';
import type { Steppable } from './steppable.js';

/**
 * The workers of one run as objects on one thread, stepped in turn. Messages arrive at once, so the run needs neither a
 * transport nor an event loop.
 */
export class KernelGroup implements Steppable {
  readonly observe: Observations;
  #failure: DiscoError | undefined;

  /** @param kernels indexed by worker number, at least one */
  constructor(readonly kernels: readonly Kernel[]) {
    this.observe = new Observations(entryAt(kernels, 0).topology, () => {});
  }

  /** The greatest epoch that any of them has reached. */
  get epoch(): number {
    return Math.max(...this.kernels.map(({ epoch }) => epoch));
  }

  get activations(): number {
    return this.kernels.reduce((sum, { activations }) => sum + activations, 0);
  }

  get eventsDelivered(): number {
    return this.kernels.reduce((sum, { eventsDelivered }) => sum + eventsDelivered, 0);
  }

  get eventsSent(): number {
    return this.kernels.reduce((sum, { eventsSent }) => sum + eventsSent, 0);
  }

  get stride(): number | undefined {
    const strides = this.kernels.flatMap(({ stride }) => stride ?? []);
    return strides.length === 0 ? undefined : Math.max(...strides);
  }

  get isFinished(): boolean {
    return this.kernels.every(({ isIdle }) => isIdle) && this.#nothingUnderWay();
  }

  get failure(): DiscoError | undefined {
    return this.#failure;
  }

  get digest(): string {
    return combineDigests(this.kernels.map(({ digest }) => digest));
  }

  /**
   * Like `Kernel.advance`. @throws DiscoError also `RUN_STALLED`, if no worker can go on before the horizon is reached
   */
  advance(until: number, limit = Infinity): AdvanceEnd {
    if (this.#failure !== undefined) throw this.#failure;
    try {
      return this.#rounds(until, limit);
    } catch (error) {
      this.#failure = this.kernels.find(({ failure }) => failure !== undefined)?.failure ?? this.#failure;
      throw error;
    }
  }

  #rounds(until: number, limit: number): AdvanceEnd {
    for (let left = limit; ;) {
      let waiting = 0;
      let progressed = false;
      for (const [worker, kernel] of this.kernels.entries()) {
        if (left <= 0) return this.isFinished ? 'finished' : 'limit';
        const before = kernel.activations;
        const end = kernel.advance(until, Math.min(left, TURN));
        left -= kernel.activations - before;
        if (this.#deliver(worker, end) || kernel.activations > before) progressed = true;
        if (end === 'horizon' || end === 'finished') waiting += 1;
      }
      if (waiting === this.kernels.length) return this.isFinished ? 'finished' : 'horizon';
      if (!progressed) throw (this.#failure = stalled(this.kernels, until));
    }
  }

  /** Delivers the messages of a kernel to the others, and returns whether there were any. */
  #deliver(from: number, end: AdvanceEnd): boolean {
    let delivered = false;
    this.kernels[from].tell(end, (to, message) => {
      delivered = true;
      this.kernels[to].receive(from, withOwnPayloads(message));
    });
    return delivered;
  }

  #nothingUnderWay(): boolean {
    const crossed = this.kernels.map((kernel) => kernel.crossed);
    return (
      crossed.reduce((sum, { sent }) => sum + sent, 0) === crossed.reduce((sum, { received }) => sum + received, 0)
    );
  }
}

/** Number of activations of one worker before the next gets its turn. */
const TURN = 4096;

/** Copies payloads, because two workers must not share anything that one of them could change. */
function withOwnPayloads(message: ExchangeMessage): ExchangeMessage {
  if (message.payloads !== undefined) message.payloads = message.payloads.map(copyPayload);
  return message;
}

function stalled(kernels: readonly Kernel[], until: number): DiscoError {
  const waits = kernels.flatMap((kernel) => kernel.waitsFor() ?? []);
  return new DiscoError(
    'RUN_STALLED',
    [
      `no worker can continue, but the horizon ${until} has not been reached; a message must have been lost`,
      ...waits,
    ].join('\n  '),
  );
}
