import { entryAt } from '@disco-engine/kernel';
import { stat } from 'node:fs/promises';
import type { Database, SqlValue } from 'sql.js';
import { findTable } from './find-table.js';
import { openSqlite, tableNames } from '../sqlite/open-sqlite.js';
import { tooLarge } from './plan-import.js';
import { quotedName } from '../duckdb/sql-text.js';
import type { ColumnKind, StagedTable } from './staged-table.js';
import type { Staging } from './staging.js';
import type { DatabaseLocation } from './table-location.js';
import { TextRows } from './text-rows.js';

/** Reads a whole SQLite file, and copies one of its tables. */
export async function stageSqlite(location: DatabaseLocation, staging: Staging): Promise<StagedTable | undefined> {
  const { path, shown: file } = location;
  const { report, limits } = staging;
  const { size } = await stat(path);
  if (size > limits.sqliteBytes)
    return void tooLarge(report, `the file has ${size} bytes`, 'sqliteBytes', limits.sqliteBytes, file);
  if (((await stat(`${path}-wal`).catch(() => undefined))?.size ?? 0) > 0) {
    const message = 'the database is in use: it has a write-ahead log; close the program that uses it, then try again';
    report.add('FILE_UNREADABLE', message, { file });
    return undefined;
  }
  const database = await openSqlite(path);
  try {
    const known = tableNames(database).map((name) => ({ schema: 'main', table: name }));
    const table = findTable(known, location.table, 'main', file, report);
    return table && (await copyTable(database, table.table, location, staging));
  } finally {
    database.close();
  }
}

async function copyTable(
  sqlite: Database,
  table: string,
  location: DatabaseLocation,
  { database, report, limits, mostRows }: Staging,
): Promise<StagedTable | undefined> {
  // One row above the limit suffices to reject the table. Its name is known, so SQLite does not treat it as a string.
  const statement = sqlite.prepare(`SELECT * FROM ${quotedName(table)} LIMIT ${mostRows + 1}`);
  const names = statement.getColumnNames();
  if (names.length > limits.columns)
    return void tooLarge(report, `there are ${names.length} columns`, 'columns', limits.columns, location.shown);
  const texts = await TextRows.create(database, names.length);
  const kinds = names.map((): ColumnKind => 'text');
  // The package's types lack the second argument.
  const get: (none: null, how: { useBigInt: true }) => (SqlValue | bigint)[] = statement.get.bind(statement);
  while (statement.step()) {
    const values = get(null, { useBigInt: true });
    values.forEach((value, column) => {
      if (value instanceof Uint8Array) kinds[column] = 'other';
      else if (typeof value !== 'string' && value !== null && kinds[column] === 'text') kinds[column] = 'loose';
    });
    texts.add(values.map(textOf), null);
  }
  texts.close();
  const columns = names.map((name, index) => {
    const kind = entryAt(kinds, index);
    return { name, sql: `c${index}`, kind, type: kind === 'other' ? 'BLOB' : 'of SQLite' };
  });
  return {
    shown: location.shown,
    location,
    relation: texts.relation,
    rows: texts.size,
    columns,
    lossy: false,
  };
}

function textOf(value: SqlValue | bigint): string | null {
  if (value === null || typeof value === 'string') return value;
  if (value instanceof Uint8Array) return '';
  return Object.is(value, -0) ? '-0' : String(value);
}
