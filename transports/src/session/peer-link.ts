import { DiscoError, ExchangeMessage, type Receiver } from '@disco-engine/kernel';
import { deliver } from '../wire/deliver.js';
import type { MessageCodec } from '../wire/message-codec.js';
import { Session, type SessionBounds } from './session.js';

/** What all links of a worker share on this side. */
export interface LinkOwner {
  readonly codec: MessageCodec;
  readonly receiver: Receiver;
  /** A connection has been lost; redials if this side is the one that dials. */
  disconnected(worker: number): void;
  failed(worker: number, error: DiscoError): void;
}

/** Everything this side knows about one other worker. */
export class PeerLink {
  /** The other side's session, once known. */
  theirSession = '';
  readonly session: Session;
  readonly #arrived: ExchangeMessage;
  /** Messages that arrived before this side was ready; undefined once it is. */
  #early: Uint8Array[] | undefined = [];
  #earlyBytes = 0;
  #muted = false;

  constructor(
    readonly worker: number,
    name: string,
    workers: number,
    private readonly bounds: SessionBounds,
    private readonly owner: LinkOwner,
  ) {
    this.#arrived = new ExchangeMessage(workers);
    this.session = new Session(name, bounds, {
      data: (frame) => this.#take(frame),
      disconnected: () => owner.disconnected(worker),
      failed: (error) => {
        if (!this.#muted) owner.failed(worker, error);
      },
    });
  }

  /** Starts passing messages to the receiver, beginning with those that have waited. */
  start(): void {
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const frame of early) {
      const error = this.#take(frame);
      if (error === undefined) continue;
      this.session.end(error);
      if (!this.#muted) this.owner.failed(this.worker, error);
      return;
    }
  }

  /** Stops passing messages to the receiver. */
  mute(): void {
    this.#muted = true;
    this.#early = undefined;
  }

  #take(frame: Uint8Array): DiscoError | undefined {
    if (this.#muted) return undefined;
    if (this.#early !== undefined) return this.#keep(this.#early, frame);
    return deliver(frame, this.worker, this.owner.codec, this.#arrived, this.owner.receiver);
  }

  #keep(early: Uint8Array[], frame: Uint8Array): DiscoError | undefined {
    this.#earlyBytes += frame.length + 64;
    if (this.#earlyBytes > this.bounds.maxUnackedBytes)
      return new DiscoError(
        'PROTOCOL_VIOLATION',
        `worker ${this.worker} has sent ${this.#earlyBytes} bytes before all workers were connected`,
      );
    early.push(frame);
    return undefined;
  }
}
