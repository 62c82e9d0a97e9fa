import { DiscoError } from '@disco-engine/kernel';
import type { ColumnType } from '@disco-engine/sdk';
import type { StoreConnection, StoreDatabase } from './store-database.js';

// docs/guides/stores.md describes these tables. They have a prefix instead of a schema, because DuckDB confuses a schema with a file of the
// same name.

const FORMAT = 1;

/** The kinds of parts of a version. */
export type PartKind =
  'vertices' | 'labels' | 'vertex labels' | 'layer' | 'node type' | 'vertex columns' | 'edge columns';

const TABLES: Readonly<Record<TableKind, string>> = {
  vertices: 'vertices',
  labels: 'labels',
  'vertex labels': 'vertex_labels',
  layer: 'edges',
  'vertex columns': 'vertex_columns',
  'edge columns': 'edge_columns',
};

/** A part that has a table. */
export type TableKind = Exclude<PartKind, 'node type'>;

/** The table of a part. */
export function tableOf(number: number, kind: TableKind, ordinal = 0): string {
  return `disco_v${number}_${TABLES[kind]}_${ordinal}`;
}

export function hasTable(kind: string): kind is TableKind {
  return Object.hasOwn(TABLES, kind);
}

/** The database type of the values of a column. */
export const SQL_TYPES: Readonly<Record<ColumnType, string>> = {
  float64: 'double precision',
  int32: 'integer',
  int64: 'bigint',
  boolean: 'boolean',
  text: 'text',
  value: 'text',
};

/**
 * Whether the database contains scenarios.
 *
 * @throws DiscoError `STORE_UNREADABLE` for another version of this schema
 */
export async function hasSchema(connection: StoreConnection, { shown }: StoreDatabase): Promise<boolean> {
  const [found] = await connection.rows(
    `SELECT count(*) FROM information_schema.tables WHERE table_schema = current_schema() AND table_name = 'disco_store'`,
  );
  if (found?.[0] === 0) return false;
  const [[format] = []] = await connection.rows('SELECT format FROM disco_store');
  if (format === FORMAT) return true;
  const message = `${shown} is a store of format ${String(format)}, but this engine reads format ${FORMAT}; use the version of the engine that created it`;
  throw new DiscoError('STORE_UNREADABLE', message);
}

/** Creates the tables that all versions share, unless they exist. */
export async function makeSchema(connection: StoreConnection, database: StoreDatabase): Promise<void> {
  if (await hasSchema(connection, database)) return;
  await connection.run('CREATE TABLE disco_store(format integer NOT NULL, next_number integer NOT NULL)');
  await connection.run(`INSERT INTO disco_store VALUES (${FORMAT}, 1)`);
  await connection.run(
    `CREATE TABLE disco_scenarios(number integer PRIMARY KEY, id text NOT NULL, version integer NOT NULL, name text NOT NULL,
     vertices integer NOT NULL, edges bigint NOT NULL, saved_at text NOT NULL, UNIQUE (id, version))`,
  );
  await connection.run(
    `CREATE TABLE disco_parts(number integer NOT NULL, kind text NOT NULL, ordinal integer NOT NULL, name text NOT NULL,
     size integer NOT NULL, negative_zeros boolean NOT NULL)`,
  );
  await connection.run(
    `CREATE TABLE disco_columns(number integer NOT NULL, kind text NOT NULL, ordinal integer NOT NULL, place integer NOT NULL,
     name text NOT NULL, type text NOT NULL, negative_zeros boolean NOT NULL)`,
  );
}
