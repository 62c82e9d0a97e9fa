import { EventEmitter } from 'node:events';
import type { Timer } from '@disco-engine/transports/clock';
import type { SimulatedConnection, SimulatedHost, SimulatedNetwork } from '@disco-engine/transports/simulation';
import { ANSWER_WITHIN, CONNECT_WITHIN } from '../postgres/connect.js';
import type { SqlClient, SqlQuery } from '../postgres/driver.js';
import type { Mail, Response } from './mail.js';

interface Pending {
  readonly resolve: (result: { readonly rows: readonly unknown[] }) => void;
  readonly reject: (error: Error) => void;
  readonly timer: Timer;
}

/**
 * A connection to the server as `pg` makes it: queries are answered in order, each within its time, and all of them fail when the
 * connection breaks, whether or not the server has carried them out.
 */
export class SimulatedClient extends EventEmitter implements SqlClient {
  readonly #connection: SimulatedConnection;
  readonly #pending = new Map<number, Pending>();
  #next = 0;
  #ready: (() => void) | undefined;
  #failed: ((error: Error) => void) | undefined;
  #hasEnded = false;
  #isEnding = false;

  constructor(
    private readonly host: SimulatedHost,
    network: SimulatedNetwork,
    private readonly mail: Mail,
    machine: string,
    address: string,
  ) {
    super();
    this.#connection = network.connect(host, machine, address);
    this.#connection.events = {
      packet: (packet) => this.#take(mail.unpacked<Response>(packet)),
      drained: () => {},
      violated: () => {},
      closed: (reason) => this.#closed(reason),
    };
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      const timer = this.host.clock.after(CONNECT_WITHIN, () => {
        this.#failed?.(new Error('timeout expired'));
        this.#destroy();
      });
      const done = (): void => {
        timer.cancel();
        this.#ready = this.#failed = undefined;
      };
      this.#ready = () => {
        done();
        resolve();
      };
      this.#failed = (error) => {
        done();
        reject(error);
      };
    });
  }

  query(query: string | SqlQuery): Promise<{ readonly rows: readonly unknown[] }> {
    const { text, values = [], query_timeout = ANSWER_WITHIN } = typeof query === 'string' ? { text: query } : query;
    if (this.#hasEnded || this.#isEnding)
      return Promise.reject(new Error('Client has encountered a connection error and is not queryable'));
    const id = (this.#next += 1);
    return new Promise((resolve, reject) => {
      // The answer is still awaited, by nobody.
      const timer = this.host.clock.after(query_timeout, () => reject(new Error('Query read timeout')));
      this.#pending.set(id, { resolve, reject, timer });
      this.#connection.send(this.mail.packed({ kind: 'query', id, text, values }));
    });
  }

  /** Says goodbye, and waits until the connection has ended. While a query is under way, it ends at once. */
  end(): Promise<void> {
    if (this.#hasEnded) return Promise.resolve();
    const ended = new Promise<void>((resolve) => this.once('end', () => resolve()));
    if (this.#pending.size > 0) this.#destroy();
    else if (!this.#isEnding) this.#connection.send(this.mail.packed({ kind: 'end' }));
    this.#isEnding = true;
    return ended;
  }

  /** As `pg` names it. */
  readonly connection = { stream: { destroy: () => this.#destroy() } };

  #destroy(): void {
    this.#isEnding = true;
    this.#connection.terminate();
  }

  #take(response: Response): void {
    if (response.kind === 'ready') return this.#ready?.();
    if (response.kind === 'notification') return void this.emit('notification', { payload: response.payload });
    const pending = this.#pending.get(response.id);
    this.#pending.delete(response.id);
    pending?.timer.cancel();
    if (response.kind === 'rows') pending?.resolve({ rows: response.rows });
    else pending?.reject(Object.assign(new Error(response.message), { code: response.code }));
  }

  #closed(reason: string): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    const error = /^E[A-Z]+$/.test(reason)
      ? Object.assign(new Error(reason), { code: reason })
      : new Error('Connection terminated unexpectedly');
    this.#failed?.(error);
    for (const { reject, timer } of this.#pending.values()) {
      timer.cancel();
      reject(error);
    }
    this.#pending.clear();
    if (!this.#isEnding) this.emit('error', error);
    this.emit('end');
  }
}
