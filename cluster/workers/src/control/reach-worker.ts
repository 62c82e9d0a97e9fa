import { DiscoError } from '@disco-engine/kernel';
import type { Clock, RandomBytes, Timer } from '@disco-engine/transports/clock';
import type { TrustOptions } from '@disco-engine/transports/security';
import {
  CheckedConnection,
  Dialler,
  violation,
  type Connection,
  type Introduction,
} from '@disco-engine/transports/session';
import type { ChannelListener } from '../hosts/channel.js';
import type { ProcessFacts } from '../hosts/process-facts.js';
import type { WorkerHost } from '../hosts/worker-handle.js';
import { within } from '../hosts/within.js';
import { controlIntroduction, CONTROLLED, factOf, LAUNCHER } from './control-introduction.js';
import { MessageSession, MessageTooLarge } from './message-session.js';
import { fromFacts } from './told-process.js';

/** How to reach a worker, and how long to wait for it. */
export interface Reach extends Pick<TrustOptions, 'token'> {
  /** The worker's address, for messages. */
  readonly name: string;
  /** Milliseconds without a connection after which the worker counts as lost. */
  readonly lostAfter: number;
  /** Maximum bytes of a reply. */
  readonly mostBytes: number;
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  connect(): Connection;
  /** @param isLate whether the time was up */
  unreachable(reason: string, isLate: boolean): DiscoError;
  /** Whether an attempt that failed for a reason, after this many, is the last one before the first success. */
  isFinal(reason: string, tries: number): boolean;
}

/**
 * Connects to a worker, and stays connected.
 *
 * @throws DiscoError `TOKEN_REFUSED`, `WORKER_TAKEN`, `WORKER_DRAINING`, `HANDSHAKE_REFUSED`, and what `unreachable` returns
 */
export async function reachWorker(reach: Reach): Promise<WorkerHost> {
  const worker = new ReachedWorker(reach);
  await worker.open();
  return worker.host;
}

class ReachedWorker {
  readonly host: WorkerHost;
  readonly #session: MessageSession;
  readonly #dialler: Dialler;
  readonly #own: string;
  #theirs = '';
  #process: ProcessFacts | undefined;
  #limits = { commandBytes: Infinity, runBytes: Infinity };
  #listener: ChannelListener | undefined;
  readonly #early: unknown[] = [];
  #opening: { settle(error?: DiscoError): void; tries: number; reason: string; taken?: DiscoError } | undefined;
  #deadline: Timer | undefined;
  #gone = false;

  constructor(private readonly reach: Reach) {
    const { token, clock, randomBytes, lostAfter, mostBytes } = reach;
    this.#own = Buffer.from(randomBytes(16)).toString('hex');
    this.#session = new MessageSession(
      { clock, lostAfter, mostBytes },
      {
        message: (message) =>
          this.#listener === undefined ? this.#early.push(message) : this.#listener.message(message),
        disconnected: () => this.#dialler.dial(),
        closed: (reason) => this.#close(reason),
      },
    );
    this.#dialler = new Dialler({
      token: token === undefined ? undefined : Buffer.from(token),
      clock,
      randomBytes,
      handshakeWithin: Math.max(LEAST_ATTEMPT, Math.floor(lostAfter / 3)),
      connect: () => new CheckedConnection(reach.connect()),
      introduction: () => this.#introduction(),
      welcomed: (worker, connection) => this.#welcomed(worker, connection),
      refused: (error, isProven) => this.#refused(error, isProven),
      broken: (reason) => this.#broken(reason),
    });
    const processOf = (): ProcessFacts | undefined => this.#process;
    this.host = {
      name: reach.name,
      stays: true,
      get process() {
        return processOf();
      },
      channel: { post: (message) => this.#post(message), listen: (listener) => this.#listen(listener) },
      kill: async () => this.#leave(),
    };
  }

  async open(): Promise<void> {
    const { clock, lostAfter } = this.reach;
    try {
      await new Promise<void>((resolve, reject) => {
        const settle = (error?: DiscoError): void => (error === undefined ? resolve() : reject(error));
        const opening = { settle, tries: 0, reason: 'nobody answered' };
        this.#opening = opening;
        this.#deadline = clock.after(lostAfter, () => this.#late());
        this.#dialler.dial();
      });
    } catch (error) {
      this.#dialler.stop();
      this.#session.end('it was never reached');
      throw error;
    } finally {
      this.#deadline?.cancel();
      this.#opening = undefined;
    }
  }

  /** The time is up, unless the worker may soon be free: its last launcher is lost after as much time. */
  #late(): void {
    const opening = this.#opening;
    if (opening === undefined) return;
    const { taken, reason } = opening;
    if (taken === undefined) return opening.settle(this.reach.unreachable(reason, true));
    const { clock, lostAfter } = this.reach;
    this.#deadline = clock.after(2 * lostAfter, () => opening.settle(taken));
  }

  #introduction(): Introduction {
    const ids = { session: this.#own, knows: this.#theirs, received: this.#session.received };
    return controlIntroduction(LAUNCHER, ids, { lostAfter: this.reach.lostAfter });
  }

  #welcomed(worker: Introduction, connection: Connection): void {
    this.#limits = {
      commandBytes: factOf(worker, CONTROLLED, 'commandBytes'),
      runBytes: factOf(worker, CONTROLLED, 'runBytes'),
    };
    if (!(this.#limits.commandBytes > 0 && this.#limits.runBytes > 0)) throw violation('its welcome states no limits');
    if (this.#theirs !== '' && this.#theirs !== worker.session)
      throw new DiscoError('WORKER_LOST', 'another worker answers at its address');
    if (!this.#session.canResume(worker.received))
      throw violation(`it cannot continue from message ${worker.received}`);
    this.#process = fromFacts((name) => factOf(worker, CONTROLLED, name));
    this.#theirs = worker.session;
    this.#session.attach(connection, worker.received);
    this.#opening?.settle();
  }

  /** @returns whether to try again */
  #refused(error: DiscoError, isProven: boolean): boolean {
    const { name } = this.reach;
    const opening = this.#opening;
    if (opening === undefined) {
      // Somebody else may have taken the address; the worker itself may come back.
      if (isProven) this.#session.end(error.message);
      return !isProven;
    }
    if (!isProven) {
      opening.settle(new DiscoError('TOKEN_REFUSED', `${name}: the worker and the launcher have different tokens`));
      return false;
    }
    if (error.code === 'WORKER_STATE_WRONG') {
      opening.taken = new DiscoError('WORKER_TAKEN', `${name}: ${error.message}`);
      return true;
    }
    const known = REFUSALS.find((code) => code === error.code);
    opening.settle(
      known !== undefined
        ? new DiscoError(known, `${name}: ${error.message}`)
        : this.reach.unreachable(error.message, false),
    );
    return false;
  }

  #broken(reason: string): void {
    const opening = this.#opening;
    if (opening === undefined) return;
    opening.reason = reason;
    opening.tries += 1;
    if (this.reach.isFinal(reason, opening.tries)) opening.settle(this.reach.unreachable(reason, false));
  }

  #post(message: unknown): void {
    const { command } = (message as { command?: { command?: string } }).command ?? {};
    const isRun = command === 'initialize' || command === 'supply';
    const { runBytes, commandBytes } = this.#limits;
    try {
      this.#session.post(message, isRun ? runBytes : commandBytes);
    } catch (cause) {
      if (!(cause instanceof MessageTooLarge)) throw cause;
      const hint = isRun ? "; start it with a larger '--max-message'" : '';
      throw new DiscoError(
        'COMMAND_TOO_LARGE',
        `a command for ${this.reach.name} is too large: ${cause.message}${hint}`,
      );
    }
  }

  #listen(listener: ChannelListener): void {
    this.#listener = listener;
    for (const message of this.#early.splice(0)) listener.message(message);
  }

  async #leave(): Promise<void> {
    if (!this.#gone) await within(this.reach.clock, this.#session.leave(), LAST_TIME);
    this.#session.end('it was released');
    this.#dialler.stop();
  }

  #close(reason: string): void {
    this.#gone = true;
    this.#dialler.stop();
    this.#listener?.closed(reason);
  }
}

/** Why a worker may not admit a launcher that it knows for one. */
const REFUSALS = ['WORKER_TAKEN', 'WORKER_DRAINING', 'HANDSHAKE_REFUSED'] as const;
/** Milliseconds for a handshake on a slow machine. */
const LEAST_ATTEMPT = 1_000;
/** Milliseconds that a worker gets to learn that its launcher leaves. */
const LAST_TIME = 1_000;
