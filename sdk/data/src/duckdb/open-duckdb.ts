import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { quotedText } from './sql-text.js';
import { loadDuckDb, type DuckDbApi } from './load-duckdb.js';

export interface OpenDuckDbOptions {
  /** Whether nothing will be written; several processes may then have the file open. false by default. */
  readonly readOnly?: boolean | undefined;
  /**
   * The only files, besides `path`, that a statement may read or write; undefined for all of them. A database file may come from anybody,
   * and its views may read any file of this machine.
   */
  readonly onlyFiles?: readonly string[] | undefined;
}

// What is beyond this much memory goes to disk. The columns that are read or written come on top, in the memory of Node.
const MEMORY_LIMIT = '600MB';

// More would not make a store faster: Node, which puts the columns together, is busy for longer.
const THREADS = '2';

let opened = 0;

/** An open DuckDB database. It holds its file until it is closed. */
export class DuckDb {
  constructor(
    readonly api: DuckDbApi,
    readonly connection: DuckDBConnection,
    private readonly instance: DuckDBInstance,
  ) {}

  /** Closes the file. What was not committed is gone. */
  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

/**
 * Opens a DuckDB file, which is made if it is not there, or a database in memory. Nothing is ever installed or fetched.
 *
 * @throws DiscoError `PACKAGE_MISSING`; errors of DuckDB as they are
 */
export async function openDuckDb(
  path: string | ':memory:',
  { readOnly = false, onlyFiles }: OpenDuckDbOptions = {},
): Promise<DuckDb> {
  const api = await loadDuckDb();
  const instance = await api.DuckDBInstance.create(path, {
    access_mode: readOnly ? 'read_only' : 'automatic',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    memory_limit: MEMORY_LIMIT,
    threads: THREADS,
    temp_directory: temporaryFolder(),
  });
  try {
    const db = new DuckDb(api, await instance.connect(), instance);
    if (onlyFiles !== undefined) await forbidOtherFiles(db, onlyFiles);
    return db;
  } catch (error) {
    instance.closeSync();
    throw error;
  }
}

/** DuckDB lets nobody take this back while the database is open. */
async function forbidOtherFiles({ connection }: DuckDb, files: readonly string[]): Promise<void> {
  await connection.run(`SET allowed_paths = [${files.map(quotedText).join(', ')}]`);
  await connection.run('SET enable_external_access = false');
}

/** One for each open database: two that share a folder would write to the same files. DuckDB makes it when it is needed. */
function temporaryFolder(): string {
  opened += 1;
  return join(tmpdir(), `disco-duckdb-${process.pid}-${threadId}-${opened}`);
}
