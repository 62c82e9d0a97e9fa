import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { DiscoError } from '@disco-engine/kernel';
import type { LogChannel } from '@disco-engine/sdk';

/**
 * Receives one record; the records of a channel arrive in the order recorded. `index` is the index of a vector element or of a state.
 */
export type RecordVisitor = (channel: number, epoch: number, value: number, index: number) => void;

export interface LogKey {
  readonly node: string;
  readonly name: string;
}

const COLUMNS = { node: 'VARCHAR', name: 'VARCHAR', epoch: 'DOUBLE', value: 'DOUBLE', index: 'INTEGER' };

type Api = typeof import('@duckdb/node-api');

/** Reads the logs of replications, which are Parquet files, with an in-memory DuckDB. */
export class LogDatabase {
  private constructor(
    private readonly api: Api,
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  /** @throws DiscoError `PACKAGE_MISSING` */
  static async open(): Promise<LogDatabase> {
    const api = await loadApi();
    const instance = await api.DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      memory_limit: '600MB',
      // A single-threaded join preserves the order of the file, unless DuckDB builds the hash table from the file as the smaller side.
      threads: '1',
      disabled_optimizers: 'join_order,build_side_probe_side',
    });
    return new LogDatabase(api, instance, await instance.connect());
  }

  /** Why a file is not the log of a replication, or undefined if it is. */
  async whyUnreadable(file: string): Promise<string | undefined> {
    let rows: readonly (readonly unknown[])[];
    try {
      const result = await this.connection.runAndReadAll('DESCRIBE SELECT * FROM read_parquet($1)', [literal(file)]);
      rows = result.getRows();
    } catch (error) {
      return `it is not a Parquet file (${(error instanceof Error ? error.message : String(error)).split('\n')[0]})`;
    }
    const types = new Map(rows.map(([name, type]) => [name, type]));
    const wrong = Object.entries(COLUMNS).find(([name, type]) => types.get(name) !== type);
    return wrong && `it has no column ${wrong[0]} of type ${wrong[1]}, so it is not a log`;
  }

  /** Chooses the channels that `visit` reports, each by its index in this list. */
  async choose(keys: readonly LogKey[]): Promise<void> {
    await this.connection.run('CREATE OR REPLACE TABLE chosen(id INTEGER, node VARCHAR, name VARCHAR)');
    const appender = await this.connection.createAppender('chosen');
    for (const [id, { node, name }] of keys.entries()) {
      appender.appendInteger(id);
      appender.appendVarchar(node);
      appender.appendVarchar(name);
      appender.endRow();
    }
    appender.closeSync();
  }

  /** Passes the records of the chosen channels of a file to `visit`, except those with a value that is not finite. */
  visit(file: string, visit: RecordVisitor): Promise<void> {
    return this.#visit(file, 'WHERE isfinite(epoch) AND isfinite(value)', visit);
  }

  /** Passes all records of the chosen channels of a file to `visit`. */
  visitAll(file: string, visit: RecordVisitor): Promise<void> {
    return this.#visit(file, '', visit);
  }

  /** The channels of a file, in canonical order; undefined if the file does not list them. */
  async channels(file: string): Promise<readonly LogChannel[] | undefined> {
    const sql = "SELECT decode(value) FROM parquet_kv_metadata($1) WHERE decode(key) = 'channels'";
    const rows = (await this.connection.runAndReadAll(sql, [literal(file)])).getRows();
    const text = rows[0]?.[0];
    return typeof text === 'string' ? (JSON.parse(text) as LogChannel[]) : undefined;
  }

  async #visit(file: string, where: string, visit: RecordVisitor): Promise<void> {
    const sql = `SELECT id, epoch, value, index FROM read_parquet($1) JOIN chosen USING (node, name) ${where}`;
    const result = await this.connection.stream(sql, [literal(file)]);
    for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
      const [ids, epochs, values, indices] = [0, 1, 2, 3].map((index) => chunk?.getColumnVector(index));
      if (
        !(ids instanceof this.api.DuckDBIntegerVector) ||
        !(epochs instanceof this.api.DuckDBDoubleVector) ||
        !(values instanceof this.api.DuckDBDoubleVector) ||
        !(indices instanceof this.api.DuckDBIntegerVector)
      )
        throw new DiscoError('RESULTS_INVALID', `${file} is not a log; run the experiment again`, { file });
      for (let row = 0; row < chunk.rowCount; row++)
        visit(ids.getItem(row) ?? 0, epochs.getItem(row) ?? 0, values.getItem(row) ?? 0, indices.getItem(row) ?? 0);
    }
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}

/** Escapes the glob characters of a path with brackets, because DuckDB expands patterns. */
function literal(path: string): string {
  return path.replace(/[*?[]/g, '[$&]');
}

async function loadApi(): Promise<Api> {
  try {
    return await import('@duckdb/node-api');
  } catch (cause) {
    const message =
      'logs need the package @duckdb/node-api, which cannot be loaded; install it with: npm install @duckdb/node-api';
    throw new DiscoError('PACKAGE_MISSING', message, {}, { cause });
  }
}
