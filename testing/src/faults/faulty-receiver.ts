import { entryAt, DiscoError, EVENT_WORDS, ExchangeMessage, type Receiver } from '@disco-engine/kernel';
import type { FaultOptions } from './fault-options.js';

interface Letter {
  readonly from: number;
  readonly message: ExchangeMessage;
}

/** Holds what arrives, and passes it on in a different order, some of it twice. */
export class FaultyReceiver implements Receiver {
  dropped = 0;
  delivered = 0;
  readonly #letters: Letter[] = [];
  readonly #repeat: number;
  readonly #delay: number;
  readonly #drop: number;
  #state: number;
  #scheduled = false;
  #open = true;

  constructor(
    private readonly receiver: Receiver,
    { seed, repeat = 1 / 8, delay = 1 / 2, drop = 0 }: FaultOptions,
  ) {
    this.#state = seed;
    this.#repeat = repeat;
    // Something must arrive eventually.
    this.#delay = Math.min(delay, 0.99);
    this.#drop = drop;
  }

  get held(): number {
    return this.#letters.length;
  }

  message(from: number, message: ExchangeMessage): void {
    if (this.#happens(this.#drop)) {
      this.dropped += 1;
      return;
    }
    this.#letters.push({ from, message: copyOf(message) });
    this.#schedule();
  }

  failed(error: DiscoError): void {
    this.receiver.failed(error);
  }

  /** For polled endpoints: whether anything was passed on, in place of what the transport itself has delivered. */
  polled(_arrived: boolean): boolean {
    const before = this.delivered;
    this.#handOn();
    return this.delivered > before;
  }

  /** Stops passing anything on. */
  close(): void {
    this.#open = false;
    this.#letters.length = 0;
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#handOn();
      if (this.#letters.length > 0) this.#schedule();
    });
  }

  #handOn(): void {
    while (this.#open && this.#letters.length > 0 && !this.#happens(this.#delay)) {
      const index = Math.floor(this.#draw() * this.#letters.length);
      const { from, message } = entryAt(this.#letters, index);
      if (!this.#happens(this.#repeat)) this.#letters.splice(index, 1);
      this.delivered += 1;
      try {
        this.receiver.message(from, message);
      } catch (error) {
        this.close();
        this.receiver.failed(asDiscoError(error, from));
      }
    }
  }

  #happens(chance: number): boolean {
    return this.#draw() < chance;
  }

  /** From 0 (included) to 1 (excluded). */
  #draw(): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) >>> 0;
    return (this.#state >>> 8) / 2 ** 24;
  }
}

/** A message is valid only during the call that delivers it. */
function copyOf(message: ExchangeMessage): ExchangeMessage {
  const { sent, received, words, highCounters, payloads, count, promises, inlets, inletEpochs } = message;
  return Object.assign(new ExchangeMessage(0), message, {
    sent: sent.slice(),
    received: received.slice(),
    inlets: inlets.slice(0, promises),
    inletEpochs: inletEpochs.slice(0, promises),
    words: words.slice(0, count * EVENT_WORDS),
    highCounters: highCounters?.slice(0, count),
    payloads: payloads?.slice(0, count),
  });
}

function asDiscoError(error: unknown, from: number): DiscoError {
  if (error instanceof DiscoError) return error;
  const message = error instanceof Error ? error.message : String(error);
  return new DiscoError(
    'MESSAGE_INVALID',
    `a message from worker ${from} was refused: ${message}`,
    {},
    { cause: error },
  );
}
