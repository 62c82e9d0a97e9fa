import type { DuckDBValue } from '@duckdb/node-api';
import type { Column } from '@disco-engine/sdk';
import type { DuckDb } from './open-duckdb.js';
import { columnOfVector } from './vector-column.js';

/** Receives some rows of a result, with one column for each column of the query. */
export type BatchVisitor = (columns: readonly Column[]) => void;

/**
 * Passes the result of a query to `visit` in batches of a few thousand rows, so that it is never in memory as a whole: DOUBLE as `float64`,
 * INTEGER as `int32`, BIGINT as `int64`, BOOLEAN, and VARCHAR as `text`. NULL is missing. The texts of a batch are not deduplicated: each
 * row has its own.
 *
 * @throws DiscoError `SQL_TYPE_UNSUPPORTED` for any other type; errors of DuckDB as they are
 */
export async function eachBatch(
  db: DuckDb,
  sql: string,
  visit: BatchVisitor,
  parameters: DuckDBValue[] = [],
): Promise<void> {
  const result = await db.connection.stream(await withTextAsBytes(db, sql), parameters);
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const batch = chunk;
    visit(
      Array.from({ length: batch.columnCount }, (_, index) => columnOfVector(db.api, batch.getColumnVector(index))),
    );
  }
}

/** Rewrites a query to return texts as bytes, because the package drops a byte order mark when it creates strings. */
async function withTextAsBytes({ api, connection }: DuckDb, sql: string): Promise<string> {
  const statement = await connection.prepare(sql);
  const { VARCHAR } = api.DuckDBTypeId;
  const types = Array.from({ length: statement.columnCount }, (_, index) => statement.columnTypeId(index));
  statement.destroySync();
  if (!types.includes(VARCHAR)) return sql;
  const names = types.map((_, index) => `c${index}`);
  const columns = types.map((type, index) => (type === VARCHAR ? `encode(${names[index]})` : names[index]));
  return `SELECT ${columns.join(', ')} FROM (${sql}) AS result(${names.join(', ')})`;
}
