import type { DuckDBValue } from '@duckdb/node-api';
import { eachBatch, type BatchVisitor } from '../duckdb/each-batch.js';
import { openDuckDb, type DuckDb } from '../duckdb/open-duckdb.js';

/** The in-memory database of one import or export. */
export class TableDatabase {
  #names = 0;

  private constructor(readonly duckdb: DuckDb) {}

  /**
   * @param onlyFiles the only files that it may access; undefined allows all files
   * @throws DiscoError `PACKAGE_MISSING`
   */
  static async open(onlyFiles?: readonly string[]): Promise<TableDatabase> {
    return new TableDatabase(await openDuckDb(':memory:', { onlyFiles }));
  }

  /** A name that is not yet used in the database. */
  newName(): string {
    this.#names += 1;
    return `t${this.#names}`;
  }

  async run(sql: string): Promise<void> {
    await this.duckdb.connection.run(sql);
  }

  /** All rows of a small result. */
  async rows(sql: string): Promise<DuckDBValue[][]> {
    return (await this.duckdb.connection.runAndReadAll(sql)).getRows();
  }

  /** One number for each column of the only row. */
  async numbers(sql: string): Promise<number[]> {
    const [row] = await this.rows(sql);
    return (row ?? []).map(Number);
  }

  /** The only number of a result. */
  async number(sql: string): Promise<number> {
    const [number] = await this.numbers(sql);
    return number ?? NaN;
  }

  /** Passes a large result to `visit` in batches. */
  async each(sql: string, visit: BatchVisitor): Promise<void> {
    await eachBatch(this.duckdb, sql, visit);
  }

  close(): void {
    this.duckdb.close();
  }
}
