import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { findTable, type FoundTable } from './find-table.js';
import { loadCopyStreams, openClient } from '../postgres/open-client.js';
import { tooLarge } from './plan-import.js';
import { postgresColumn, type PostgresColumn } from './postgres-columns.js';
import { quotedName, quotedPath } from '../duckdb/sql-text.js';
import type { StagedTable } from './staged-table.js';
import type { Staging } from './staging.js';
import type { PostgresLocation } from './table-location.js';

/** Copies a table of a PostgreSQL database through a temporary file. */
export async function stagePostgres(location: PostgresLocation, staging: Staging): Promise<StagedTable | undefined> {
  const { to: copyTo } = await loadCopyStreams();
  const { report, limits, mostRows, scratch } = staging;
  const file = location.shown;
  const client = await openClient(location.url);
  if (typeof client === 'string') {
    report.add('DATABASE_UNREACHABLE', `the database cannot be reached: ${client}`, { file });
    return undefined;
  }
  try {
    // Reads a consistent snapshot, with times in UTC and numbers with all their digits.
    await client.query(`BEGIN TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY`);
    await client.query(`SET LOCAL TIME ZONE 'UTC'; SET LOCAL extra_float_digits = 3; SET LOCAL DateStyle = 'ISO'`);
    const found = await tableIn(client, location, staging);
    if (found === undefined) return undefined;
    const columns = await columnsIn(client, found);
    if (columns.length > limits.columns)
      return void tooLarge(report, `there are ${columns.length} columns`, 'columns', limits.columns, file);
    const source = `${quotedName(found.schema)}.${quotedName(found.table)}`;
    const select = `SELECT ${columns.map(({ select: cell }) => cell).join(', ')} FROM ${source} LIMIT ${mostRows + 1}`;
    await pipeline(
      client.query(copyTo(`COPY (${select}) TO STDOUT WITH (FORMAT csv, FORCE_QUOTE *)`)),
      createWriteStream(scratch),
    );
    return { shown: file, location, lossy: false, ...(await staged(scratch, columns, staging)) };
  } catch (error) {
    if (!(error instanceof Error && 'severity' in error)) throw error;
    report.add('DATABASE_UNREACHABLE', `the database cannot read the table: ${error.message}`, { file });
    return undefined;
  } finally {
    await client.end();
  }
}

async function tableIn(
  client: Client,
  { table, shown }: PostgresLocation,
  { report }: Staging,
): Promise<FoundTable | undefined> {
  const { rows } = await client.query<FoundTable & { usual: string | null }>(
    `SELECT n.nspname AS schema, c.relname AS table, current_schema() AS usual
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'v', 'm', 'p', 'f') AND n.nspname <> 'information_schema' AND n.nspname NOT LIKE 'pg\\_%'
     ORDER BY 1, 2`,
  );
  return findTable(rows, table, rows[0]?.usual ?? 'public', shown, report);
}

async function columnsIn(client: Client, { schema, table }: FoundTable): Promise<PostgresColumn[]> {
  const { rows } = await client.query<{
    name: string;
    type: string;
    category: string;
    item: string | null;
    shown: string;
  }>(
    `SELECT a.attname AS name, t.typname AS type, t.typcategory AS category, e.typcategory AS item,
       format_type(a.atttypid, a.atttypmod) AS shown
     FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
     JOIN pg_type t ON t.oid = a.atttypid LEFT JOIN pg_type e ON e.oid = t.typelem
     WHERE n.nspname = $1 AND c.relname = $2 AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [schema, table],
  );
  return rows.map((row, index) => postgresColumn(row, index));
}

async function staged(
  path: string,
  columns: readonly PostgresColumn[],
  { database, limits }: Staging,
): Promise<Pick<StagedTable, 'relation' | 'rows' | 'columns'>> {
  const [copy, relation] = [database.newName(), database.newName()];
  const types = columns.map((_, index) => `c${index}: 'VARCHAR'`).join(', ');
  await database.run(
    `CREATE TABLE ${copy} AS SELECT * FROM read_csv(${quotedPath(path)}, columns = {${types}}, auto_detect = false,
     header = false, delim = ',', quote = '"', escape = '"', nullstr = '', allow_quoted_nulls = false,
     max_line_size = ${limits.lineBytes}, hive_partitioning = false)`,
  );
  await database.run(
    `CREATE VIEW ${relation} AS SELECT rowid::INTEGER AS "row", NULL::INTEGER AS line, * FROM ${copy}`,
  );
  const rows = await database.number(`SELECT count(*) FROM ${copy}`);
  return { relation, rows, columns: columns.map(({ column }) => column) };
}
