import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendColumns } from '../duckdb/append-columns.js';
import { quotedName, quotedText } from '../duckdb/sql-text.js';
import type { NamedColumns } from './csv-text.js';
import { SQL_TYPES } from './sql-types.js';
import { TableDatabase } from './table-database.js';

/**
 * The bytes of a Parquet file with a table.
 *
 * @param columns at least one
 * @throws DiscoError `PACKAGE_MISSING` without `@duckdb/node-api`; errors of DuckDB as they are
 */
export async function parquetBytes(columns: NamedColumns): Promise<Buffer> {
  const database = await TableDatabase.open();
  const folder = await mkdtemp(join(tmpdir(), 'disco-parquet-'));
  try {
    const file = join(folder, 'table.parquet');
    const definitions = columns.map(([, { type }], index) => `c${index} ${SQL_TYPES[type]}`).join(', ');
    await database.run(`CREATE TABLE named (${definitions})`);
    await appendColumns(
      database.duckdb,
      'named',
      columns.map(([, column]) => column),
    );
    const named = columns.map(([name], index) => `c${index} AS ${quotedName(name)}`).join(', ');
    await database.run(`COPY (SELECT ${named} FROM named) TO ${quotedText(file)} (FORMAT parquet)`);
    return await readFile(file);
  } finally {
    database.close();
    await rm(folder, { recursive: true, force: true });
  }
}
