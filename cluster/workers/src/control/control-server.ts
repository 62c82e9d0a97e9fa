import { DiscoError } from '@disco-engine/kernel';
import { systemClock, systemRandomBytes, type Clock, type RandomBytes } from '@disco-engine/transports/clock';
import type { TrustOptions } from '@disco-engine/transports/security';
import {
  CheckedConnection,
  greet,
  mostPacketBytes,
  violation,
  type Connection,
  type Host,
  type Introduction,
} from '@disco-engine/transports/session';
import type { ProcessFacts } from '../hosts/process-facts.js';
import { within } from '../hosts/within.js';
import { StrangerCount } from '../log/stranger-count.js';
import type { WorkerLog } from '../log/worker-event.js';
import { controlIntroduction, CONTROLLED, factOf, LAUNCHER } from './control-introduction.js';
import { SocketWires, type ControlWires, type Door } from './control-wires.js';
import { MessageSession, type MessageListener } from './message-session.js';
import type { ControlAddress } from './peer-address.js';
import { toFacts } from './told-process.js';

/** Serves a launcher that has proved its identity; one at a time. */
export interface Guest extends Pick<MessageListener, 'message'> {
  readonly limits: ControlLimits;
  /** Maximum bytes of the next message. Read once its length is known, before any of it is stored. */
  readonly messageLimit: number;
  /** The launcher is gone. Once this resolves, the next one is admitted. */
  closed(): Promise<void>;
}

/** How much a launcher may send. */
export interface ControlLimits {
  /** Maximum bytes of a command. */
  readonly commandBytes: number;
  /** Maximum bytes of the command that starts a run, which contains the scenario. */
  readonly runBytes: number;
  /** Milliseconds for which a launcher may be away and still keep the worker. */
  readonly lostAfter: number;
}

/** Time and chance, and what proves that a launcher may control the worker. */
export interface ControlSettings extends Pick<TrustOptions, 'token'> {
  readonly clock: Clock;
  readonly randomBytes: RandomBytes;
  /** Is told of launchers and strangers. */
  readonly log?: WorkerLog | undefined;
  /** What launchers are told about the process of the worker. */
  readonly facts?: (() => ProcessFacts | undefined) | undefined;
}

/** One launcher, over as many connections as it needs. */
interface Visit {
  /** Ids of the session, drawn by the launcher and by this worker. */
  readonly theirs: string;
  readonly own: string;
  readonly session: MessageSession;
  isConnected: boolean;
}

/**
 * Lets one launcher at a time control this process's worker. A launcher keeps the worker while its connection is
 * broken, until it comes back or too much time has passed.
 */
export class ControlServer {
  readonly #token: Uint8Array | undefined;
  readonly #log: WorkerLog;
  readonly #strangers: StrangerCount;
  #port: number | undefined;
  #visit: Visit | undefined;
  /** Settles when the latest launcher has gone, and its run has ended. */
  #departure: Promise<void> = Promise.resolve();
  #isDraining = false;

  private constructor(
    private readonly wires: ControlWires,
    private readonly guest: Guest,
    private readonly settings: ControlSettings,
  ) {
    const { token, clock, log = () => {} } = settings;
    this.#token = token === undefined ? undefined : Buffer.from(token);
    this.#log = log;
    this.#strangers = new StrangerCount(log, clock);
  }

  /** @throws DiscoError `LISTEN_FAILED` */
  static async listen(
    address: ControlAddress,
    trust: TrustOptions,
    guest: Guest,
    { log, facts }: Pick<ControlSettings, 'log' | 'facts'> = {},
  ): Promise<ControlServer> {
    const settings = { token: trust.token, clock: systemClock, randomBytes: systemRandomBytes, log, facts };
    return ControlServer.over(new SocketWires(address, trust), guest, settings);
  }

  /** The same over any wires. */
  static async over(wires: ControlWires, guest: Guest, settings: ControlSettings): Promise<ControlServer> {
    const server = new ControlServer(wires, guest, settings);
    const door: Door = {
      accept: (connection, from) => greet(new CheckedConnection(connection), server.#hostFor(from)),
      missed: (from) => server.#strangers.add(from, 'it took too long, or had to make room for others'),
    };
    server.#port = await wires.listen(door, () => mostPacketBytes(guest.messageLimit));
    return server;
  }

  /** The port it listens at; undefined for a path. */
  get port(): number | undefined {
    return this.#port;
  }

  /** Sends a message to the launcher, if there is one. @throws if the message is not plain data */
  post(message: unknown): void {
    this.#visit?.session.post(message);
  }

  /** From now on no launcher is admitted; the present one stays. */
  stopAdmitting(): void {
    this.#isDraining = true;
  }

  /** Disconnects the launcher, if there is one, once it has been told everything. */
  dismiss(): void {
    void this.#dismiss('the worker has dismissed it');
  }

  async close(): Promise<void> {
    if (this.#visit !== undefined) {
      await this.#dismiss('the worker was closed');
      await within(this.settings.clock, this.#departure, LAST_TIME);
    }
    await this.wires.close();
    this.#strangers.stop();
  }

  async #dismiss(reason: string): Promise<void> {
    const visit = this.#visit;
    if (visit === undefined) return;
    await within(this.settings.clock, visit.session.leave(), LAST_TIME);
    visit.session.end(reason);
  }

  /** @param from where the connection comes from */
  #hostFor(from: string): Host {
    return {
      worker: CONTROLLED,
      token: this.#token,
      randomBytes: this.settings.randomBytes,
      admit: (guest) => this.#admit(guest, from),
      refused: ({ code, message }) =>
        this.#log({
          level: 'info',
          event: 'launcher-refused',
          message: `refused a launcher from ${from}: ${message}`,
          details: { from, code },
        }),
      turnedAway: (reason, hasOtherToken) => this.#strangers.add(from, hasOtherToken ? 'it has another token' : reason),
    };
  }

  #admit(guest: Introduction, from: string): { readonly own: Introduction; attach(connection: Connection): void } {
    const asked = factOf(guest, LAUNCHER, 'lostAfter');
    const known = this.#visit;
    if (guest.knows !== '' && guest.knows !== known?.own)
      throw new DiscoError('WORKER_LOST', 'the worker was restarted, or has given the launcher up for lost');
    // A launcher whose welcome was lost comes again as if for the first time.
    const isKnown = known?.theirs === guest.session;
    if (!isKnown && this.#isDraining)
      throw new DiscoError('WORKER_DRAINING', 'the worker is about to end, and admits no launcher');
    if (!isKnown && known !== undefined) throw refusal(known);
    const visit = known ?? this.#begin(guest.session, asked, from);
    if (!visit.session.canResume(guest.received)) throw violation(`it cannot continue from message ${guest.received}`);
    const { commandBytes, runBytes } = this.guest.limits;
    const facts = this.settings.facts?.();
    const ids = { session: visit.own, knows: visit.theirs, received: visit.session.received };
    return {
      own: controlIntroduction(CONTROLLED, ids, { commandBytes, runBytes, ...(facts && toFacts(facts)) }),
      attach(connection) {
        visit.isConnected = true;
        visit.session.attach(connection, guest.received);
      },
    };
  }

  #begin(theirs: string, asked: number, from: string): Visit {
    const { clock, randomBytes } = this.settings;
    const { commandBytes, runBytes, lostAfter } = this.guest.limits;
    let closed = (): void => {};
    this.#departure = new Promise<void>((resolve) => (closed = resolve)).then(async () => this.#part());
    const limits = {
      clock,
      lostAfter: Math.min(Math.max(asked || 0, LEAST_PATIENCE), lostAfter),
      mostBytes: Math.max(commandBytes, runBytes),
    };
    this.#log({
      level: 'info',
      event: 'launcher-admitted',
      message: `admitted a launcher from ${from}, which counts as gone after ${limits.lostAfter} ms without a connection`,
      details: { from, lostAfter: limits.lostAfter },
    });
    const session = new MessageSession(limits, {
      message: (message, bytes) => this.guest.message(message, bytes),
      disconnected: () => (visit.isConnected = false),
      closed: (reason) => {
        const message = `the launcher from ${from} is gone: ${reason}`;
        this.#log({ level: 'info', event: 'launcher-gone', message, details: { from, reason } });
        closed();
      },
    });
    const visit: Visit = { theirs, own: Buffer.from(randomBytes(16)).toString('hex'), session, isConnected: true };
    this.#visit = visit;
    return visit;
  }

  async #part(): Promise<void> {
    const visit = this.#visit;
    if (visit !== undefined) visit.isConnected = false;
    await this.guest.closed();
    visit?.session.end('the launcher has left');
    this.#visit = undefined;
  }
}

/** A worker that may soon be free is worth waiting for: its launcher is away, or leaving. */
function refusal({ isConnected }: Visit): DiscoError {
  return isConnected
    ? new DiscoError('WORKER_TAKEN', 'another launcher is using this worker')
    : new DiscoError('WORKER_STATE_WRONG', 'another launcher has used this worker, and is leaving or disconnected');
}

/** Milliseconds. */
const LAST_TIME = 1_000;
export const LEAST_PATIENCE = 100;
