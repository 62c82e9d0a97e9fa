import { DiscoError, isDiscoError } from '@disco-engine/kernel';
import { sleep, type Clock } from '@disco-engine/transports/clock';
import { coordinatorClosed } from '../contract/refusals.js';
import { inTime, listen, prepareSession } from './connect.js';
import type { PooledClient, SqlClient, SqlPool } from './driver.js';
import { failureOf, isPassing, refusalOf, unreachable } from './failures.js';

export type Parameter = string | number | Uint8Array | readonly string[] | null;
export type Row = Readonly<Record<string, unknown>>;

/** The error of a call that was refused, by the code that the function of the schema has given. */
export type Refusals = Readonly<Record<string, () => DiscoError>>;

export interface CallOptions {
  readonly refusals?: Refusals;
  /** How long to go on while the server is away, in milliseconds. */
  readonly patience?: number;
  /** Gives up waiting for the server. */
  readonly signal?: AbortSignal;
  /** Milliseconds for the answer, where it can be large. */
  readonly within?: number;
}

/** Milliseconds between two attempts to reach the server: from the first to the longest. */
const FIRST_WAIT = 50;
const LONGEST_WAIT = 1_000;

/** Calls functions of the schema. Every one of them may be repeated, so a call whose answer was lost is made again. */
export class Calls {
  readonly #prepared = new WeakSet<PooledClient>();
  readonly #clients = new Set<SqlClient>();
  readonly #closed = new AbortController();

  constructor(
    private readonly name: string,
    private readonly pool: SqlPool,
    private readonly clock: Clock,
    private readonly patience: number,
  ) {
    pool.on('error', () => undefined);
    pool.on('connect', (client) => {
      listen(client);
      this.#clients.add(client);
      client.once('end', () => void this.#clients.delete(client));
    });
  }

  /** @param call as in `beat($1, $2)` */
  async rows(call: string, values: readonly Parameter[], options: CallOptions = {}): Promise<readonly Row[]> {
    const { signal, patience = this.patience, refusals = {}, within } = options;
    const closed = this.#closed.signal;
    const checkStop = (): void => {
      signal?.throwIfAborted();
      closed.throwIfAborted();
    };
    const end = this.clock.now() + patience;
    for (let wait = FIRST_WAIT; ; wait = Math.min(2 * wait, LONGEST_WAIT)) {
      checkStop();
      try {
        return await this.#once(`SELECT * FROM disco_coordinator.${call}`, values, within);
      } catch (error) {
        checkStop();
        const refused = refusals[refusalOf(error) ?? '']?.();
        if (refused !== undefined) throw refused;
        if (isDiscoError(error)) throw error;
        if (!isPassing(error)) throw failureOf(this.name, error);
        if (this.clock.now() + wait > end) throw unreachable(this.name, error);
        await sleep(this.clock, wait, signal === undefined ? closed : AbortSignal.any([signal, closed]));
      }
    }
  }

  async row(call: string, values: readonly Parameter[], options?: CallOptions): Promise<Row | undefined> {
    return (await this.rows(call, values, options))[0];
  }

  async close(): Promise<void> {
    this.#closed.abort(coordinatorClosed(this.name));
    await inTime(this.pool.end(), this.clock);
    // Those that wait for an answer, and those that a silent cut keeps from taking leave.
    for (const client of this.#clients) client.connection.stream.destroy();
  }

  async #once(text: string, values: readonly Parameter[], within: number | undefined): Promise<readonly Row[]> {
    const client = await this.pool.connect();
    try {
      if (!this.#prepared.has(client)) await prepareSession(client);
      this.#prepared.add(client);
      const query = { text, values: [...values], ...(within === undefined ? {} : { query_timeout: within }) };
      const { rows } = await client.query(query);
      client.release();
      return rows as readonly Row[];
    } catch (error) {
      // What did not answer in time would answer the next query instead.
      client.release(refusalOf(error) === undefined);
      throw error;
    }
  }
}
