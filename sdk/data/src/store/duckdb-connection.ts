import { entryAt } from '@disco-engine/kernel';
import { appendColumns } from '../duckdb/append-columns.js';
import { eachBatch, type BatchVisitor } from '../duckdb/each-batch.js';
import type { DuckDb } from '../duckdb/open-duckdb.js';
import { type Column, type ColumnType } from '@disco-engine/sdk';
import { rowCount, valueAt } from '@disco-engine/sdk/extensions';
import type { StoreConnection } from './store-database.js';

/** An open DuckDB file. */
export class DuckDbConnection implements StoreConnection {
  // Without its time zone extension, DuckDB cannot format timestamps with a zone, so this removes the zone.
  readonly now = `strftime(make_timestamp(epoch_us(current_timestamp)), '%Y-%m-%dT%H:%M:%S.%gZ')`;

  constructor(private readonly db: DuckDb) {}

  async run(sql: string): Promise<void> {
    await this.db.connection.run(sql);
  }

  async rows(
    sql: string,
    parameters: readonly (string | number)[] = [],
  ): Promise<(string | number | boolean | null)[][]> {
    const rows: (string | number | boolean | null)[][] = [];
    const visit = (columns: readonly Column[]): void => {
      const count = rowCount(entryAt(columns, 0));
      for (let row = 0; row < count; row++) rows.push(columns.map((column) => cellAt(column, row)));
    };
    await eachBatch(this.db, sql, visit, [...parameters]);
    return rows;
  }

  async each(sql: string, _types: readonly ColumnType[], visit: BatchVisitor): Promise<void> {
    await eachBatch(this.db, sql, visit);
  }

  async fill(table: string, columns: readonly Column[]): Promise<void> {
    await appendColumns(this.db, table, columns);
  }
}

function cellAt(column: Column, row: number): string | number | boolean | null {
  const value = valueAt(column, row);
  if (typeof value === 'bigint') return Number(value);
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}
