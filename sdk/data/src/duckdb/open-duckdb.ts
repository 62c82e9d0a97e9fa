import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { threadId } from 'node:worker_threads';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { quotedText } from './sql-text.js';
import { loadDuckDb, type DuckDbApi } from './load-duckdb.js';

export interface OpenDuckDbOptions {
  /** Whether to open the file read-only, which several processes can do at once. Default: false. */
  readonly readOnly?: boolean | undefined;
  /**
   * The only files, besides `path`, that a statement may read or write; undefined allows all files. A database file may come from an
   * untrusted source, and its views could otherwise read any file on this machine.
   */
  readonly onlyFiles?: readonly string[] | undefined;
}

// DuckDB spills to disk beyond this limit. Columns that are read or written take additional memory in Node.
const MEMORY_LIMIT = '600MB';

// More threads would not make a store faster: assembling the columns in Node takes longer.
const THREADS = '2';

let opened = 0;

/** An open DuckDB database. It keeps its file open until `close`. */
export class DuckDb {
  constructor(
    readonly api: DuckDbApi,
    readonly connection: DuckDBConnection,
    private readonly instance: DuckDBInstance,
  ) {}

  /** Closes the file. Uncommitted changes are lost. */
  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

/**
 * Opens a DuckDB file, creating it if necessary, or an in-memory database. Never installs or downloads anything.
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

/** DuckDB does not allow this to be undone while the database is open. */
async function forbidOtherFiles({ connection }: DuckDb, files: readonly string[]): Promise<void> {
  await connection.run(`SET allowed_paths = [${files.map(quotedText).join(', ')}]`);
  await connection.run('SET enable_external_access = false');
}

/** A separate folder for each open database, because two in one folder would write to the same files. DuckDB creates it on demand. */
function temporaryFolder(): string {
  opened += 1;
  return join(tmpdir(), `disco-duckdb-${process.pid}-${threadId}-${opened}`);
}
