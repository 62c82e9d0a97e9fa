import { DiscoError } from '@disco-engine/kernel';
import type { Clock } from '../clock/clock.js';
import { NO_EVENTS, type Connection } from './connection.js';
import { provenBody, readRefusal, refusedFrame } from './handshake-frames.js';
import { Liveness } from './liveness.js';
import { buildPacket } from './packet.js';
import { Receipts } from './receipts.js';
import { ReplayQueue } from './replay-queue.js';
import { distance, FrameCursor, FrameKind, MOST_HANDSHAKE_BYTES, PACKET_BYTES, violation } from './session-frame.js';
import type { SessionLimits } from './session-options.js';

/** What a session needs from the worker it belongs to. */
export interface SessionOwner {
  /** @returns an error if the sender must be disconnected */
  data(frame: Uint8Array): DiscoError | undefined;
  /** The connection has been lost; the side that dials should redial. */
  disconnected(reason: string): void;
  /** The other side has left in an orderly way: nothing more arrives from it. */
  left?(): void;
  /** The session has ended, although neither side wanted to leave. */
  failed(error: DiscoError): void;
}

export interface SessionBounds extends Pick<SessionLimits, 'heartbeat' | 'lostAfter' | 'maxUnackedBytes'> {
  readonly maxFrameBytes: number;
  readonly clock: Clock;
}

/**
 * What connects two workers for the whole run, over one connection after another. Each message arrives once and in
 * order: messages are numbered, kept until they are confirmed, and resent over a new connection if the other side lacks
 * them.
 */
export class Session {
  readonly #queue = new ReplayQueue();
  readonly #receipts: Receipts;
  readonly #cursor: FrameCursor;
  readonly #liveness: Liveness;
  #connection: Connection | undefined;
  #flushScheduled = false;
  #pingDue = false;
  #leaving = false;
  #byeSent = false;
  #peerLeft = false;
  #over = false;
  #endReason: DiscoError | undefined;
  #lastReason = 'never connected';
  readonly #whenOver: (() => void)[] = [];

  /** @param name name of the other side, with its address */
  constructor(
    private readonly name: string,
    private readonly bounds: SessionBounds,
    private readonly owner: SessionOwner,
  ) {
    const { maxFrameBytes, heartbeat, lostAfter, clock } = bounds;
    this.#receipts = new Receipts(clock, () => this.#scheduleFlush());
    this.#cursor = new FrameCursor((kind) => (kind === FrameKind.Data ? maxFrameBytes + 8 : MOST_HANDSHAKE_BYTES));
    this.#liveness = new Liveness(clock, heartbeat, lostAfter, {
      ping: () => this.#ping(),
      silent: () => this.#drop(`nothing arrived for ${3 * heartbeat} ms`),
      lost: () => this.#lose(`has had no lasting connection for ${lostAfter} ms (${this.#lastReason})`),
    });
  }

  /** Number of the last message that arrived. */
  get received(): number {
    return this.#receipts.last;
  }

  /** Whether no more messages will follow, in either direction. */
  get isOver(): boolean {
    return this.#over;
  }

  /** Why this side ended the session, if it did. */
  get endReason(): DiscoError | undefined {
    return this.#endReason;
  }

  get peerLeft(): boolean {
    return this.#peerLeft;
  }

  /** For how many milliseconds there has been no lasting connection, and why, if there is none at present. */
  get outage(): { readonly milliseconds: number; readonly reason: string } | undefined {
    if (this.#connection !== undefined || this.#over) return undefined;
    return { milliseconds: this.#liveness.away, reason: this.#lastReason };
  }

  /** Size of the messages not confirmed yet. */
  get unackedBytes(): number {
    return this.#queue.bytes;
  }

  /** Sends a message, which must not be changed afterwards. It goes out by the end of this turn of the event loop. */
  send(frame: Uint8Array): void {
    if (this.#over || this.#peerLeft || this.#leaving) return;
    this.#queue.add(frame);
    if (this.#queue.bytes > this.bounds.maxUnackedBytes) {
      const reason = `has not confirmed ${this.#queue.bytes} bytes; at most ${this.bounds.maxUnackedBytes} may be unconfirmed`;
      process.nextTick(() => this.#lose(reason));
    } else if (this.#queue.waitingBytes >= PACKET_BYTES) this.#flush();
    else this.#scheduleFlush();
  }

  /** Whether the other side can continue after the message that it says was the last one it received. */
  canResume(received: number): boolean {
    return (!this.#over || this.#peerLeft) && received >= this.#queue.acknowledged && received <= this.#queue.taken;
  }

  /**
   * Continues over a new connection.
   *
   * @param received number of the last message that the other side has; `canResume` has accepted it
   */
  attach(connection: Connection, received: number): void {
    this.#release()?.terminate();
    if (!this.#queue.acknowledge(received)) throw violation(`message ${received} is confirmed but was not sent`);
    this.#queue.rewind();
    this.#byeSent = false;
    this.#receipts.confirmed();
    this.#connection = connection;
    connection.events = {
      packet: (packet) => this.#take(packet),
      drained: () => this.#flush(),
      violated: (error) => this.#expel(error),
      closed: (reason) => this.#lostConnection(reason),
    };
    if (!this.#over) this.#liveness.connected();
    this.#scheduleFlush();
  }

  /**
   * Leaves in an orderly way: delivers what was sent, then informs the other side. Resolves when it has been informed,
   * or the session is over.
   */
  async leave(): Promise<void> {
    if (this.#over) return;
    this.#leaving = true;
    this.#scheduleFlush();
    await new Promise<void>((resolve) => this.#whenOver.push(resolve));
  }

  /** Ends at once. The other side is told why, if there is a reason and a connection. */
  end(reason?: DiscoError): void {
    this.#endReason ??= reason;
    const connection = this.#release();
    if (reason !== undefined) connection?.send(refusedFrame(reason));
    if (reason !== undefined) connection?.close();
    else connection?.terminate();
    this.#finish();
  }

  #scheduleFlush(): void {
    if (this.#flushScheduled) return;
    this.#flushScheduled = true;
    process.nextTick(() => {
      this.#flushScheduled = false;
      this.#flush();
    });
  }

  #flush(): void {
    const queue = this.#queue;
    for (;;) {
      const connection = this.#connection;
      if (connection === undefined || connection.congested) return;
      const bye = (this.#leaving || this.#peerLeft) && !this.#byeSent;
      const packet = buildPacket(queue, this.received, { ack: this.#receipts.isDue, ping: this.#pingDue, bye });
      if (packet === undefined) return;
      this.#receipts.confirmed();
      this.#pingDue = false;
      this.#liveness.sent();
      connection.send(packet);
      if (bye && queue.peek() === undefined) {
        this.#byeSent = true;
        this.#endIfBothLeft();
        return;
      }
    }
  }

  #take(packet: Uint8Array): void {
    this.#liveness.heard();
    const connection = this.#connection;
    const cursor = this.#cursor;
    try {
      cursor.load(packet);
      // A receiver may close the session, or the connection may be replaced, in the middle of a packet.
      while (this.#connection === connection && cursor.next()) this.#takeFrame(cursor);
    } catch (error) {
      if (!(error instanceof DiscoError)) throw error;
      this.#expel(error);
    }
  }

  #takeFrame(cursor: FrameCursor): void {
    const { kind, packet, start, end } = cursor;
    if (kind === FrameKind.Data) {
      const ahead = distance(cursor.sequenceAt(0), this.received + 1);
      this.#acknowledge(cursor.sequenceAt(4));
      if (ahead > 0) throw violation(`message ${this.received + 1 + ahead} arrived instead of ${this.received + 1}`);
      if (this.#peerLeft) throw violation('a message follows the farewell');
      if (ahead === 0) this.#receipts.last += 1;
      this.#receipts.note(end - start);
      if (ahead < 0) return;
      this.#liveness.progressed();
      const error = this.owner.data(packet.subarray(start + 8, end));
      if (error !== undefined) this.#expel(error);
    } else if (kind === FrameKind.Ack) this.#acknowledge(cursor.sequenceAt(0));
    else if (kind === FrameKind.Bye) {
      this.#acknowledge(cursor.sequenceAt(0));
      this.#peerLeft = true;
      // A peer that has left accepts nothing more.
      this.#queue.clear();
      this.#flush();
      this.#endIfBothLeft();
      this.owner.left?.();
    } else if (kind === FrameKind.Refused) this.#cutOff(readRefusal(provenBody(packet.subarray(start, end))));
    else if (kind !== FrameKind.Ping) throw violation(`a session has no frame of kind ${kind}`);
  }

  #acknowledge(low: number): void {
    const { acknowledged } = this.#queue;
    const number = acknowledged + distance(low, acknowledged);
    if (!this.#queue.acknowledge(number) && !this.#peerLeft)
      throw violation(`message ${number} is confirmed but was not sent`);
    if (number > acknowledged) this.#liveness.progressed();
  }

  #ping(): void {
    this.#pingDue = true;
    this.#flush();
  }

  /** Drops a connection that does not work; the session continues. */
  #drop(reason: string): void {
    const connection = this.#release();
    if (connection === undefined) return;
    connection.terminate();
    this.#lostConnection(reason);
  }

  #lostConnection(reason: string): void {
    this.#release();
    this.#lastReason = reason;
    if (this.#over || this.#peerLeft) return this.#finish();
    this.#liveness.disconnected();
    this.owner.disconnected(reason);
  }

  #endIfBothLeft(): void {
    if (!this.#byeSent || !this.#peerLeft) return;
    this.#release()?.close();
    this.#finish();
  }

  #lose(what: string): void {
    if (this.#over) return;
    const error = new DiscoError(
      'WORKER_LOST',
      `${this.name} ${what}; check that its process is running and reachable, or choose a longer 'lostAfter'`,
    );
    this.end(error);
    this.owner.failed(error);
  }

  /** The other side has sent something invalid. */
  #expel(error: DiscoError): void {
    if (this.#over) return;
    this.end(error);
    this.owner.failed(error);
  }

  /** The other side has ended the session for good. */
  #cutOff(reason: DiscoError): void {
    if (this.#over) return;
    this.end();
    this.owner.failed(
      new DiscoError(
        'WORKER_LOST',
        `${this.name} has disconnected this worker: ${reason.message} [${reason.code}]`,
        {},
        { cause: reason },
      ),
    );
  }

  #release(): Connection | undefined {
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection !== undefined) connection.events = NO_EVENTS;
    return connection;
  }

  #finish(): void {
    this.#over = true;
    this.#liveness.stop();
    this.#receipts.stop();
    this.#queue.clear();
    for (const resolve of this.#whenOver.splice(0)) resolve();
  }
}
