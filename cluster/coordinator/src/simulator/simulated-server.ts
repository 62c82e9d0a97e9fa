import type { Randomness } from '@disco-engine/kernel';
import { DiscoError } from '@disco-engine/kernel';
import type { SimulatedConnection, SimulatedHost, SimulatedNetwork } from '@disco-engine/transports/simulation';
import { REFUSED } from '../postgres/sql/sql-function.js';
import { callFunction } from './database-functions.js';
import { isRefusal, type Database } from './database.js';
import type { Mail, Request, Response } from './mail.js';
import { ADDRESS } from './simulated-driver.js';

interface Session {
  readonly connection: SimulatedConnection;
  readonly locks: Set<number>;
  readonly queue: Extract<Request, { kind: 'query' }>[];
  isListening: boolean;
  isBusy: boolean;
  /** Seconds in which nothing got through. */
  silent: number;
}

/** What is wrong with the server for a while. */
export interface ServerState {
  slowUntil: number;
  /** Milliseconds that a commit then takes at most. */
  slowness: number;
  losingUntil: number;
  /** Share of the answers that are then lost with their session. */
  losing: number;
}

/**
 * A process of PostgreSQL, as far as a coordinator sees it. Modelled are: sessions that work on one query after the other; a transaction
 * that commits at one moment, after the disk has taken its time, so that a crash before it loses the call and a crash after it only the
 * answer; advisory locks and LISTEN, which end with their session; a session that ends three seconds after its client cannot be reached;
 * and a crash, which ends all sessions and nothing that was committed. Not modelled are what SQL itself does, conflicts of transactions,
 * which are serial here, and a limit on connections.
 */
export class SimulatedServer {
  readonly #sessions = new Set<Session>();

  constructor(
    readonly host: SimulatedHost,
    network: SimulatedNetwork,
    private readonly mail: Mail,
    private readonly database: Database,
    private readonly dice: Randomness,
    private readonly state: ServerState,
  ) {
    database.start();
    database.tell = ({ about, job = '' }) => {
      for (const session of this.#sessions)
        if (session.isListening) this.#send(session, { kind: 'notification', payload: `${about} ${job}` });
    };
    network.listen(host, ADDRESS, (connection) => this.#accept(connection));
    host.clock.every(KEEPALIVE, () => this.#lookAround());
  }

  get sessions(): number {
    return this.#sessions.size;
  }

  #accept(connection: SimulatedConnection): void {
    const session: Session = { connection, locks: new Set(), queue: [], isListening: false, isBusy: false, silent: 0 };
    this.#sessions.add(session);
    connection.events = {
      packet: (packet) => this.#take(session, this.mail.unpacked<Request>(packet)),
      drained: () => {},
      violated: () => {},
      closed: () => this.#end(session),
    };
    this.#send(session, { kind: 'ready' });
  }

  #take(session: Session, request: Request): void {
    if (request.kind === 'end') return session.connection.terminate();
    session.queue.push(request);
    this.#workOn(session);
  }

  #workOn(session: Session): void {
    const [request] = session.queue;
    if (request === undefined || session.isBusy || !this.#sessions.has(session)) return;
    session.isBusy = true;
    session.queue.shift();
    // Whatever it does happens when it commits. A session whose client is gone still commits what it has begun.
    this.host.at(this.host.now + this.#duration(), () => void this.#answer(session, request));
  }

  async #answer(session: Session, { id, text, values }: Extract<Request, { kind: 'query' }>): Promise<void> {
    try {
      const rows = await this.#carryOut(session, text, values);
      if (this.host.now < this.state.losingUntil && this.dice.uniform() < this.state.losing)
        return this.#cutOff(session);
      this.#send(session, { kind: 'rows', id, rows });
    } catch (error) {
      const code = error instanceof DiscoError && isRefusal(error.code) ? REFUSED : 'XX000';
      const message = code === REFUSED && error instanceof DiscoError ? error.code : String(error);
      this.#send(session, { kind: 'error', id, code, message });
    }
    session.isBusy = false;
    this.#workOn(session);
  }

  async #carryOut(session: Session, text: string, values: readonly unknown[]): Promise<readonly object[]> {
    const [, name] = /^SELECT (?:\* FROM )?disco_coordinator\.(\w+)\(/.exec(text) ?? [];
    if (text.startsWith('LISTEN')) session.isListening = true;
    if (name === undefined) return [];
    const isLocked = (term: number): boolean => [...this.#sessions].some(({ locks }) => locks.has(term));
    // A session that has ended holds no lock.
    const lock = (term: number): void => void (this.#sessions.has(session) && session.locks.add(term));
    return callFunction(this.database, { isLocked, lock }, name, values);
  }

  #duration(): number {
    const isSlow = this.host.now < this.state.slowUntil;
    return 0.2 + this.dice.uniform() * (isSlow ? this.state.slowness : 4);
  }

  #send(session: Session, response: Response): void {
    session.connection.send(this.mail.packed(response));
  }

  /** What the keepalives of the operating system do. */
  #lookAround(): void {
    for (const session of this.#sessions) {
      session.silent = session.connection.isSilent ? session.silent + 1 : 0;
      if (session.silent < MOST_SILENT) continue;
      this.#cutOff(session);
    }
  }

  #cutOff(session: Session): void {
    this.#end(session);
    session.connection.terminate();
  }

  #end(session: Session): void {
    this.#sessions.delete(session);
  }
}

/** Milliseconds between two keepalives, and how many may be lost. */
const KEEPALIVE = 1_000;
const MOST_SILENT = 3;
