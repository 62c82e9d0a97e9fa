import { existsSync } from 'node:fs';
import { link, realpath, rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { threadId } from 'node:worker_threads';
import { DiscoError } from '@disco-engine/kernel';
import { openDuckDb, type DuckDb } from '../duckdb/open-duckdb.js';
import { DuckDbConnection } from './duckdb-connection.js';
import { inTurn } from './file-turns.js';
import type { StoreConnection, StoreDatabase } from './store-database.js';

/** DuckDB's errors, on Linux and macOS or on Windows, for a file that another process has open. */
const HELD = /could not set lock on file|being used by another process/i;

/** A store in a DuckDB file. The file is open, and locked against other processes, only during an action. */
export class DuckDbDatabase implements StoreDatabase {
  readonly location: string;
  readonly keepsZeros = true;
  readonly mostColumns = Infinity;

  constructor(path: string) {
    this.location = resolve(path);
  }

  get shown(): string {
    return this.location;
  }

  async prepare(make: boolean): Promise<void> {
    await inTurn(this.location, async () => {
      if (make && !existsSync(this.location)) await this.#make();
    });
    await this.read(() => Promise.resolve());
  }

  read<Result>(action: (connection: StoreConnection) => Promise<Result>): Promise<Result> {
    return this.#withFile(true, (db) => action(new DuckDbConnection(db)));
  }

  write<Result>(action: (connection: StoreConnection) => Promise<Result>): Promise<Result> {
    return this.#withFile(false, async (db) => {
      await db.connection.run('BEGIN');
      try {
        const result = await action(new DuckDbConnection(db));
        await db.connection.run('COMMIT');
        return result;
      } catch (error) {
        // If this fails too, closing the file has the same effect.
        await db.connection.run('ROLLBACK').catch(() => undefined);
        throw error;
      }
    });
  }

  async #withFile<Result>(readOnly: boolean, action: (db: DuckDb) => Promise<Result>): Promise<Result> {
    const path = await realpath(this.location).catch(() => this.location);
    return inTurn(path, async () => {
      const db = await this.#open(readOnly);
      try {
        return await action(db);
      } catch (cause) {
        if (cause instanceof DiscoError) throw cause;
        const message = `the store ${this.shown} cannot be ${readOnly ? 'read' : 'written'}: ${reasonOf(cause)}`;
        throw new DiscoError('STORE_FAILED', message, {}, { cause });
      } finally {
        db.close();
      }
    });
  }

  async #open(readOnly: boolean): Promise<DuckDb> {
    if (!existsSync(this.location)) throw this.#missing();
    try {
      return await openDuckDb(this.location, { readOnly, onlyFiles: [] });
    } catch (cause) {
      if (cause instanceof DiscoError) throw cause;
      const reason = reasonOf(cause);
      if (!HELD.test(reason)) throw this.#unreadable(reason, cause);
      const message = `another process has the store ${this.shown} open; try again when it is done, or use PostgreSQL if several processes save at the same time (${reason})`;
      throw new DiscoError('STORE_LOCKED', message, {}, { cause });
    }
  }

  /** Creates an empty database atomically: it gets its name once it is complete, so an interrupted process leaves no damaged store. */
  async #make(): Promise<void> {
    const unfinished = `${this.location}.${process.pid}-${threadId}.new`;
    try {
      (await openDuckDb(unfinished)).close();
      await link(unfinished, this.location).catch((error: unknown) => {
        // Either another process was faster, or the file system has no links.
        if (!existsSync(this.location)) return rename(unfinished, this.location);
        return error;
      });
    } catch (cause) {
      if (cause instanceof DiscoError) throw cause;
      throw this.#unreadable(`it cannot be created: ${reasonOf(cause)}`, cause);
    } finally {
      await rm(unfinished, { force: true });
    }
  }

  #missing(): DiscoError {
    const message = `there is no store ${this.shown}; to create it, save a scenario there, for example with \`disco scenario import\``;
    return new DiscoError('STORE_MISSING', message, { file: this.location });
  }

  #unreadable(reason: string, cause?: unknown): DiscoError {
    const message = `the store ${this.shown} cannot be opened; give the path of a DuckDB file, or of one to create: ${reason}`;
    return new DiscoError('STORE_UNREADABLE', message, {}, { cause });
  }
}

function reasonOf(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).trim();
}
