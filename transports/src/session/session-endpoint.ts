import {
  DiscoError,
  type BrokenLink,
  type ExchangeMessage,
  type Receiver,
  type Seat,
  type TransportEndpoint,
} from '@disco-engine/kernel';
import type { Timer } from '../clock/clock.js';
import type { RandomBytes } from '../clock/random-bytes.js';
import { NONCE_BYTES } from '../security/proof.js';
import { MessageCodec } from '../wire/message-codec.js';
import { WIRE_VERSION } from '../wire/wire-limits.js';
import { checkGuest, checkHost } from './admission.js';
import type { Connection } from './connection.js';
import { Dialler } from './dialler.js';
import type { Host } from './greeting.js';
import { helloFrame, type Introduction } from './handshake-frames.js';
import { isPeer } from './is-peer.js';
import { PeerLink } from './peer-link.js';
import type { SessionSettings } from './session-options.js';

/** How to reach the other workers. */
export interface Roads {
  /** Where a worker with a lower number listens; for others too, if known, for use in messages. */
  addressOf(worker: number): string | undefined;
  connect(worker: number): Connection;
  /** See `TransportEndpoint.turnAfter`. */
  readonly turnAfter?: number | undefined;
  /** Frees what belongs to the run. */
  close(): Promise<void>;
}

/**
 * One worker's end of a run over connections, with a session for each other worker. It dials workers with lower
 * numbers; those with higher numbers dial it.
 */
export class SessionEndpoint implements TransportEndpoint, Host {
  readonly worker: number;
  readonly token: Uint8Array | undefined;
  /** Number of strangers' connections turned away; the next field says why the last one was. */
  turnedAwayCount = 0;
  lastTurnedAway: string | undefined;
  readonly randomBytes: RandomBytes;
  readonly turnAfter: number | undefined;
  readonly #session: string;
  /** The seat, extended by what this layer must agree on. */
  readonly #told: Seat;
  readonly #codec: MessageCodec;
  readonly #links = new Map<number, PeerLink>();
  readonly #diallers = new Map<number, Dialler>();
  readonly #troubles = new Map<number, string>();
  readonly #connected = new Set<number>();
  #opening: Opening | undefined;
  #isOpen = false;
  #closing: Promise<void> | undefined;

  /** @throws DiscoError `FRAME_TOO_LARGE` if the identity is too long to send */
  constructor(
    seat: Seat,
    private readonly receiver: Receiver,
    private readonly settings: SessionSettings,
    private readonly roads: Roads,
  ) {
    this.worker = seat.worker;
    this.token = settings.token;
    this.randomBytes = settings.randomBytes;
    this.turnAfter = roads.turnAfter;
    this.#session = Buffer.from(settings.randomBytes(16)).toString('hex');
    // What one worker may send, the other must accept.
    const limits = Object.entries(settings.wire).map(([name, value]) => [name, String(value)] as const);
    this.#told = { ...seat, identity: [...seat.identity, ...limits] };
    this.#codec = new MessageCodec(seat.workers, settings.wire);
    const bounds = { ...settings, maxFrameBytes: settings.wire.maxFrameBytes };
    const owner = {
      codec: this.#codec,
      receiver,
      disconnected: (worker: number) => this.#diallers.get(worker)?.dial(),
      failed: (worker: number, error: DiscoError) => this.#failed(worker, error),
    };
    for (let other = 0; other < seat.workers; other++) {
      if (!isPeer(seat, other)) continue;
      const address = roads.addressOf(other);
      const name = address === undefined ? `worker ${other}` : `worker ${other} at ${address}`;
      this.#links.set(other, new PeerLink(other, name, seat.workers, bounds, owner));
    }
    const empty = new Uint8Array(NONCE_BYTES);
    helloFrame(this.#longestIntroduction(), { listener: empty, dialler: empty }, this.token);
  }

  /**
   * Resolves once all other workers are connected.
   *
   * @throws DiscoError `HANDSHAKE_REFUSED`, `WORKER_LOST`, `WORKER_TAKEN`, `WORKER_UNREACHABLE`
   */
  async open(): Promise<void> {
    const { openWithin } = this.settings;
    this.#refuseIfClosed();
    for (const link of this.#links.values()) if (link.worker < this.worker) this.#dial(link);
    try {
      await new Promise<void>((resolve, reject) => {
        const timer = this.settings.clock.after(openWithin, () => reject(this.#unreachable()));
        this.#opening = { resolve, reject, timer };
        this.#openIfComplete();
      });
      this.#refuseIfClosed();
    } catch (error) {
      await this.#abort(error instanceof DiscoError ? error : this.#unreachable());
      throw error;
    } finally {
      this.#opening?.timer.cancel();
      this.#opening = undefined;
    }
    this.#isOpen = true;
    // In a turn of its own, so that the caller of `open` has the endpoint before the first message arrives.
    this.settings.clock.nextTurn(() => {
      for (const link of this.#links.values()) link.start();
    });
  }

  send(to: number, message: ExchangeMessage): void {
    if (this.#closing !== undefined)
      throw new DiscoError('TRANSPORT_CLOSED', `worker ${this.worker} sent to worker ${to} after it had closed`);
    const link = this.#links.get(to);
    if (link === undefined)
      throw new DiscoError(
        'WORKER_UNKNOWN',
        `worker ${this.worker} sent to worker ${to}, which is not another worker of the run`,
      );
    link.session.send(this.#codec.encode(message));
  }

  brokenLinks(): readonly BrokenLink[] {
    if (!this.#isOpen || this.#closing !== undefined) return [];
    return [...this.#links.values()].flatMap(({ worker, session: { outage } }) => {
      if (outage === undefined) return [];
      const trouble = this.#troubles.get(worker);
      const reason = trouble === undefined ? outage.reason : `${outage.reason}; last attempt: ${trouble}`;
      return { worker, address: this.roads.addressOf(worker), milliseconds: Math.round(outage.milliseconds), reason };
    });
  }

  async close(): Promise<void> {
    if (!this.#isOpen) {
      // Nothing is sent before all are connected, so nothing has to be delivered.
      const error = new DiscoError(
        'TRANSPORT_CLOSED',
        `worker ${this.worker} was closed before all workers were connected`,
      );
      this.#opening?.reject(error);
      return this.#abort(error);
    }
    this.#closing ??= this.#leave();
    return this.#closing;
  }

  admit(guest: Introduction): { readonly own: Introduction; attach(connection: Connection): void } {
    const link = checkGuest(this.#told, this.#session, this.#links.get(guest.worker), guest);
    link.theirSession = guest.session;
    return {
      own: this.#introduction(link),
      attach: (connection) => this.#attach(link, connection, guest.received),
    };
  }

  refused(error: DiscoError): void {
    // Workers that do not run the same thing cannot start; a worker that arrives too late has to deal with that itself.
    if (error.code === 'HANDSHAKE_REFUSED') this.#opening?.reject(error);
  }

  turnedAway(reason: string): void {
    this.turnedAwayCount += 1;
    this.lastTurnedAway = reason;
  }

  #introduction({ session: { received }, theirSession: knows }: PeerLink): Introduction {
    const { worker, workers, identity } = this.#told;
    return { wire: WIRE_VERSION, worker, workers, identity, session: this.#session, knows, received };
  }

  /** The longest that an introduction can become during a run. */
  #longestIntroduction(): Introduction {
    const { worker, workers, identity } = this.#told;
    const [session, received] = [this.#session, Number.MAX_SAFE_INTEGER];
    return { wire: WIRE_VERSION, worker, workers, identity, session, knows: session, received };
  }

  #dial(link: PeerLink): void {
    const dialler = new Dialler({
      token: this.token,
      handshakeWithin: attemptWithin(this.settings),
      clock: this.settings.clock,
      randomBytes: this.randomBytes,
      connect: () => this.roads.connect(link.worker),
      introduction: () => this.#introduction(link),
      welcomed: (host, connection) => this.#welcomed(link, host, connection),
      refused: (error, proven) => this.#refused(link, error, proven),
      broken: (reason) => this.#troubles.set(link.worker, reason),
    });
    this.#diallers.set(link.worker, dialler);
    dialler.dial();
  }

  #welcomed(link: PeerLink, host: Introduction, connection: Connection): void {
    checkHost(this.#told, this.roads.addressOf(link.worker), link, host);
    link.theirSession = host.session;
    this.#attach(link, connection, host.received);
  }

  /** @returns whether to try again */
  #refused(link: PeerLink, error: DiscoError, proven: boolean): boolean {
    if (this.#opening !== undefined) {
      this.#opening.reject(error);
      return false;
    }
    // Another process may have taken the address; the worker itself may come back.
    if (!proven) return true;
    link.session.end();
    this.#failed(link.worker, error);
    return false;
  }

  #attach(link: PeerLink, connection: Connection, received: number): void {
    this.#connected.add(link.worker);
    this.#troubles.delete(link.worker);
    link.session.attach(connection, received);
    this.#openIfComplete();
  }

  #refuseIfClosed(): void {
    if (this.#closing !== undefined)
      throw new DiscoError('TRANSPORT_CLOSED', `worker ${this.worker} was closed before it had opened`);
  }

  #openIfComplete(): void {
    if (this.#connected.size === this.#links.size) this.#opening?.resolve();
  }

  #failed(worker: number, error: DiscoError): void {
    this.#diallers.get(worker)?.stop();
    if (this.#opening !== undefined) this.#opening.reject(error.cause instanceof DiscoError ? error.cause : error);
    else if (this.#closing === undefined) this.receiver.failed(error);
  }

  #unreachable(): DiscoError {
    const missing = [...this.#links.values()].filter(({ worker }) => !this.#connected.has(worker));
    const names = missing.map(({ worker }) => {
      const [address, trouble] = [this.roads.addressOf(worker), this.#troubles.get(worker)];
      const at = address === undefined || address === '' ? '' : ` at ${address}`;
      return `worker ${worker}${at}${trouble === undefined ? '' : ` (${trouble})`}`;
    });
    const strangers =
      this.lastTurnedAway === undefined
        ? ''
        : `; ${this.turnedAwayCount} connections were turned away, the last one because: ${this.lastTurnedAway}`;
    return new DiscoError(
      'WORKER_UNREACHABLE',
      `worker ${this.worker} had no connection within ${this.settings.openWithin} ms to ${names.join(', ')}${strangers}; ` +
        'check that they are running, and that the addresses and the token are right',
    );
  }

  async #abort(reason: DiscoError): Promise<void> {
    this.#closing ??= (async () => {
      for (const dialler of this.#diallers.values()) dialler.stop();
      for (const { session } of this.#links.values()) session.end(reason);
      await this.roads.close();
    })();
    await this.#closing;
  }

  async #leave(): Promise<void> {
    const links = [...this.#links.values()];
    for (const link of links) link.mute();
    let timer: Timer | undefined;
    const enough = new Promise<void>((resolve) => {
      timer = this.settings.clock.after(this.settings.closeWithin, resolve);
    });
    await Promise.race([Promise.all(links.map(async ({ session }) => session.leave())), enough]);
    timer?.cancel();
    for (const dialler of this.#diallers.values()) dialler.stop();
    for (const { session } of links) session.end();
    await this.roads.close();
  }
}

/**
 * How long one attempt to dial may take. A connection can hang without an end, and there has to be time for others
 * before the worker counts as unreachable or lost.
 */
function attemptWithin({ handshakeWithin, openWithin, lostAfter }: SessionSettings): number {
  return Math.min(handshakeWithin, Math.max(LEAST_ATTEMPT, Math.floor(Math.min(openWithin, lostAfter) / 3)));
}

/** Milliseconds that a handshake needs on a slow machine. */
const LEAST_ATTEMPT = 1_000;

/** Present while `open` is in progress. */
interface Opening {
  readonly resolve: () => void;
  readonly reject: (error: DiscoError) => void;
  readonly timer: Timer;
}
