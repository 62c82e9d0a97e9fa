import { DiscoError, shownUrl } from '@disco-engine/kernel';
import type { Client } from 'pg';
import { loadCopyStreams, openClient, reasonOf } from '../postgres/open-client.js';
import { PostgresConnection, type CopyStreams } from './postgres-connection.js';
import type { StoreConnection, StoreDatabase } from './store-database.js';

/** Key for `pg_advisory_xact_lock`: any number that other programs do not use. */
const LOCK = 0x64_69_73_63_6f;

/** PostgreSQL's error code for a missing table. */
const UNDEFINED_TABLE = '42P01';

/** A store in a PostgreSQL database. Each action opens a separate connection. */
export class PostgresDatabase implements StoreDatabase {
  readonly shown: string;
  readonly keepsZeros = false;
  // A PostgreSQL row must fit into a page of 8 kB, with 18 bytes for each long text.
  readonly mostColumns = 400;

  constructor(readonly location: string) {
    this.shown = shownUrl(location);
  }

  async prepare(_make: boolean): Promise<void> {
    await this.read(() => Promise.resolve());
  }

  /** Reads a consistent snapshot. */
  read<Result>(action: (connection: StoreConnection) => Promise<Result>): Promise<Result> {
    return this.#withClient(['BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY'], action);
  }

  write<Result>(action: (connection: StoreConnection) => Promise<Result>): Promise<Result> {
    // Only statements that begin after taking the lock see the writes of its previous holders.
    return this.#withClient(
      ['BEGIN TRANSACTION ISOLATION LEVEL READ COMMITTED', `SELECT pg_advisory_xact_lock(${LOCK})`],
      action,
    );
  }

  async #withClient<Result>(
    begin: readonly string[],
    action: (connection: StoreConnection) => Promise<Result>,
  ): Promise<Result> {
    const copy = await loadCopyStreams();
    const client = await openClient(this.location);
    if (typeof client === 'string') {
      const message = `the store ${this.shown} cannot be reached; check that the server is running, and the user, password and database: ${client}`;
      throw new DiscoError('STORE_UNREACHABLE', message);
    }
    try {
      return await inTransaction(client, begin, copy, action);
    } catch (cause) {
      if (cause instanceof DiscoError) throw cause;
      throw this.#failed(cause);
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  #failed(cause: unknown): DiscoError {
    if (cause instanceof Error && 'code' in cause && cause.code === UNDEFINED_TABLE) {
      const message = `the scenario was removed from ${this.shown} while it was being read; load another version`;
      return new DiscoError('SCENARIO_UNKNOWN', message, {}, { cause });
    }
    return new DiscoError('STORE_FAILED', `the store ${this.shown} failed: ${reasonOf(cause)}`, {}, { cause });
  }
}

async function inTransaction<Result>(
  client: Client,
  begin: readonly string[],
  copy: CopyStreams,
  action: (connection: StoreConnection) => Promise<Result>,
): Promise<Result> {
  for (const sql of begin) await client.query(sql);
  try {
    const result = await action(new PostgresConnection(client, copy));
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // If this fails too, closing the connection has the same effect.
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
