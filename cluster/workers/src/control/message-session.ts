import { deserialize, serialize } from 'node:v8';
import type { DiscoError } from '@disco-engine/kernel';
import type { Clock } from '@disco-engine/transports/clock';
import { Session, violation, type Connection } from '@disco-engine/transports/session';
import { beatOf } from '../hosts/silence-watch.js';

/** Receives what comes through a session. */
export interface MessageListener {
  /** @throws if the message does not belong to the protocol; the session then ends */
  message(message: unknown, bytes: number): void;
  /** A connection has ended; the session waits for another one. */
  disconnected(reason: string): void;
  /** The session has ended. Called once. */
  closed(reason: string): void;
}

export interface MessageLimits {
  readonly clock: Clock;
  /** Milliseconds without a connection after which the other side counts as lost. */
  readonly lostAfter: number;
  /** Maximum size of a message that arrives. */
  readonly mostBytes: number;
}

/** Any plain data, in order and once each, over one connection after another. */
export class MessageSession {
  readonly #session: Session;
  #isClosed = false;

  constructor(
    { clock, lostAfter, mostBytes }: MessageLimits,
    private readonly listener: MessageListener,
  ) {
    const bounds = {
      clock,
      lostAfter,
      heartbeat: beatOf(lostAfter),
      maxFrameBytes: mostBytes,
      maxUnackedBytes: MOST_UNCONFIRMED,
    };
    this.#session = new Session('it', bounds, {
      data: (frame) => this.#take(frame),
      disconnected: (reason) => listener.disconnected(reason),
      left: () => this.#close('it has ended the connection'),
      failed: (error) => this.#close(error.message),
    });
  }

  /** Number of the last message that arrived. */
  get received(): number {
    return this.#session.received;
  }

  /** Whether the other side can continue after the message that it says was the last one it received. */
  canResume(received: number): boolean {
    return this.#session.canResume(received);
  }

  attach(connection: Connection, received: number): void {
    this.#session.attach(connection, received);
  }

  /**
   * @param mostBytes maximum size of the message
   * @throws MessageTooLarge; Error if it is not plain data
   */
  post(message: unknown, mostBytes = Infinity): void {
    const body = serialize(message);
    if (body.length > mostBytes)
      throw new MessageTooLarge(`it has ${body.length} bytes, but the other side accepts at most ${mostBytes}`);
    this.#session.send(body);
  }

  /** Leaves after everything posted has been delivered. Resolves when the other side knows. */
  async leave(): Promise<void> {
    await this.#session.leave();
  }

  /** Ends at once. */
  end(reason: string): void {
    this.#session.end();
    this.#close(reason);
  }

  #take(frame: Uint8Array): DiscoError | undefined {
    try {
      this.listener.message(deserialize(frame), frame.length);
      return undefined;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return violation(`it sent something that is not a message: ${why}`);
    }
  }

  #close(reason: string): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.listener.closed(reason);
  }
}

export class MessageTooLarge extends Error {}

/** Bytes that may be unconfirmed: the largest message, and all that may be said beside it. */
const MOST_UNCONFIRMED = 320 * 2 ** 20;
