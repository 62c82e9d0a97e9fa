import { setTimeout as delay } from 'node:timers/promises';
import { DiscoError, ExchangeMessage, type Receiver, type Seat, type TransportEndpoint } from '@disco-engine/kernel';
import { deliver } from '../wire/deliver.js';
import type { MessageCodec } from '../wire/message-codec.js';
import type { Doorbell } from './doorbell.js';
import type { Link } from './link.js';
import type { Patience } from './patience.js';
import { RecordKind } from './record.js';

/** Checks of the memory between two readings of the clock. */
const LOOKS = 64;

/** Milliseconds between two checks by a worker that does not poll. */
const IDLE_MILLISECONDS = 5;

const NOTHING = new Uint8Array(0);

/** Lives on its worker's thread; delivers what has arrived in `poll`. */
export class SharedMemoryEndpoint implements TransportEndpoint {
  readonly #arrived: ExchangeMessage;
  /** By worker number; none for the worker itself. */
  readonly #linkTo: (Link | undefined)[] = [];
  #open = true;
  #polled = false;
  readonly #idleLooks: NodeJS.Timeout | undefined;

  /** @param looksWhileIdle whether what arrives is delivered although nobody polls, as after the horizon */
  constructor(
    private readonly seat: Seat,
    private readonly receiver: Receiver,
    private readonly links: readonly Link[],
    private readonly doorbell: Doorbell,
    private readonly codec: MessageCodec,
    private readonly patience: Patience,
    private readonly timeout: number,
    looksWhileIdle: boolean,
  ) {
    this.#arrived = new ExchangeMessage(seat.workers);
    for (const link of links) this.#linkTo[link.worker] = link;
    if (looksWhileIdle) this.#idleLooks = setInterval(() => this.#lookWhileIdle(), IDLE_MILLISECONDS).unref();
  }

  send(to: number, message: ExchangeMessage): void {
    const { worker } = this.seat;
    if (!this.#open)
      throw new DiscoError('TRANSPORT_CLOSED', `worker ${worker} sent to worker ${to} after it had closed`);
    const link = this.#linkTo[to];
    if (link === undefined)
      throw new DiscoError(
        'WORKER_UNKNOWN',
        `worker ${worker} sent to worker ${to}, which is not another worker of the run`,
      );
    link.send(RecordKind.Message, this.codec.encodeShared(message));
  }

  /** Spins and sleeps while waiting, which blocks the event loop of this thread. `wake` ends the wait. */
  poll(milliseconds: number): boolean {
    this.#polled = true;
    this.#push();
    if (this.#drain()) return true;
    if (milliseconds <= 0 || !this.#open) return false;
    this.#wait(milliseconds);
    this.#push();
    return this.#drain();
  }

  /** Resolves when `poll` has something to do, and leaves the thread free meanwhile; also after `close`. */
  async news(): Promise<void> {
    if (this.#open) await this.doorbell.rung(() => !this.#open || this.#isNews() || this.#push());
  }

  /** Waits until what was sent has found room, as long as the others are there and the transport's timeout allows. */
  async close(): Promise<void> {
    if (!this.#open) return;
    this.#open = false;
    // Whoever waits for news waits no longer.
    this.doorbell.ring();
    clearInterval(this.#idleLooks);
    for (const link of this.links) link.send(RecordKind.Bye, NOTHING);
    const end = performance.now() + this.timeout;
    while (this.links.some((link) => link.isFull) && performance.now() < end) {
      await delay(1);
      this.#push();
      // Two closing workers may be waiting for room from each other.
      this.#drain();
    }
  }

  /** A worker that has reached its horizon or is paused still accepts the others' messages and sends its own. */
  #lookWhileIdle(): void {
    if (!this.#polled) {
      this.#push();
      this.#drain();
    }
    this.#polled = false;
  }

  /** @returns whether there was room for any of what is waiting */
  #push(): boolean {
    let pushed = false;
    for (const link of this.links) if (link.isFull) pushed = link.push() || pushed;
    return pushed;
  }

  /** @returns whether anything was delivered */
  #drain(): boolean {
    let delivered = false;
    for (const link of this.links) {
      if (link.isCutOff) link.inbound.discard();
      else if (!link.isGone && link.inbound.look()) delivered = this.#drainLink(link) || delivered;
    }
    return delivered;
  }

  #drainLink(link: Link): boolean {
    let delivered = false;
    try {
      for (let content = link.inbound.next(); content !== undefined; content = link.inbound.next()) {
        if (link.inbound.kind === RecordKind.Bye) {
          link.end();
          break;
        }
        if (!this.#open) continue;
        delivered = true;
        const error = deliver(content, link.worker, this.codec, this.#arrived, this.receiver);
        if (error !== undefined) throw error;
      }
    } catch (error) {
      if (!(error instanceof DiscoError)) throw error;
      link.isCutOff = true;
      if (this.#open) this.receiver.failed(error);
    }
    return delivered;
  }

  #wait(milliseconds: number): void {
    const begin = performance.now();
    const spin = Math.min(this.patience.spin, milliseconds);
    if (spin > 0) {
      do {
        for (let looks = 0; looks < LOOKS; looks++) {
          if (!this.#isNews()) continue;
          this.patience.paid();
          return;
        }
        this.#push();
        if (this.doorbell.heard()) return;
      } while (performance.now() - begin < spin);
    }
    const asleep = performance.now();
    const left = milliseconds - (asleep - begin);
    if (left <= 0 || this.doorbell.heard()) return;
    this.doorbell.sleep(left, () => this.#isNews() || this.#push());
    this.patience.slept(performance.now() - asleep, this.#isNews());
  }

  #isNews(): boolean {
    for (const { inbound, isGone, isCutOff } of this.links) if (!isGone && !isCutOff && inbound.look()) return true;
    return false;
  }
}
