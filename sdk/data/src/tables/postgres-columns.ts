import { quotedName } from '../duckdb/sql-text.js';
import type { ColumnKind, StagedColumn } from './staged-table.js';

/** A column of a PostgreSQL table: how to select it as text, and how to read that text. */
export interface PostgresColumn {
  /** SQL for PostgreSQL. */
  readonly select: string;
  readonly column: StagedColumn;
}

/** The entry of a column in PostgreSQL's catalogue. */
export interface CatalogueEntry {
  readonly name: string;
  readonly type: string;
  /** Category of the type: `A` for arrays, `D` for dates and times, `E` for enumerations, `S` for texts. */
  readonly category: string;
  /** The category of the items of an array. */
  readonly item: string | null;
  readonly shown: string;
}

export function postgresColumn({ name, type, category, item, shown }: CatalogueEntry, index: number): PostgresColumn {
  const own = quotedName(name);
  const sql = `c${index}`;
  const plain = `${own}::text`;
  const column = (kind: ColumnKind, read = sql): StagedColumn => ({ name, kind, type: shown, sql: read });
  if (/^int[248]$/.test(type)) return { select: plain, column: column('integer', `CAST(${sql} AS BIGINT)`) };
  if (/^float[48]$/.test(type)) return { select: plain, column: column('float', `CAST(${sql} AS DOUBLE)`) };
  if (type === 'numeric') return { select: plain, column: column('loose') };
  if (type === 'bool') return { select: plain, column: column('boolean', `CAST(${sql} AS BOOLEAN)`) };
  if (category === 'D') {
    const zoned = type === 'timestamptz' ? `replace(${sql}, '+00:00', 'Z')` : sql;
    return { select: `to_json(${own}) #>> '{}'`, column: column('moment', zoned) };
  }
  if (category === 'S' || category === 'E' || type === 'uuid') return { select: plain, column: column('text') };
  if (type === 'json' || type === 'jsonb') return { select: plain, column: column('json') };
  const json = `to_json(${own})::text`;
  if (category === 'A' && (item === 'S' || item === 'E'))
    return { select: json, column: column('texts', `CAST(${sql}::JSON AS VARCHAR[])`) };
  return { select: json, column: { ...column('other'), json: sql } };
}
