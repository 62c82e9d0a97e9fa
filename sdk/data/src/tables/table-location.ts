import { entryAt } from '@disco-engine/kernel';
import { resolve } from 'node:path';
import { shownUrl } from '../postgres/shown-url.js';
import type { TableLocation } from './table-options.js';

/** A file that is one table. `shown` names it in reports. */
export interface FileLocation {
  readonly kind: 'csv' | 'jsonl' | 'parquet';
  readonly path: string;
  readonly gzip: boolean;
  /** Whether the extension says that tabs stand between the cells. */
  readonly tabs: boolean;
  readonly shown: string;
}

/** A table of a database file. */
export interface DatabaseLocation {
  readonly kind: 'database';
  readonly path: string;
  readonly table: string;
  readonly shown: string;
}

export interface PostgresLocation {
  readonly kind: 'postgres';
  readonly url: string;
  readonly table: string;
  readonly shown: string;
}

/** Where a table is, taken apart. */
export type ParsedLocation = FileLocation | DatabaseLocation | PostgresLocation;

const DATABASE_FILE = /\.(duckdb|ddb|db|sqlite|sqlite3|db3)$/i;
const POSTGRES = /^postgres(ql)?:\/\//i;
const FILE = /\.(csv|tsv|jsonl|ndjson|json|parquet)(\.gz)?$/i;

/**
 * Takes a location apart, without looking whether anything is there.
 *
 * @param folder what a relative path starts from
 * @returns what is wrong with it, as a text, where it is none
 */
export function parseLocation(location: TableLocation, folder: string): ParsedLocation | string {
  const [place, table] = typeof location === 'string' ? splitLocation(location) : [location.in, location.table];
  if (place.includes('\0') || table?.includes('\0') === true) return 'it has a zero byte';
  if (POSTGRES.test(place)) {
    if (table === undefined || table === '') return `name the table behind a '#', as in ${shownUrl(place)}#stages`;
    return { kind: 'postgres', url: place, table, shown: shownLocation(location) };
  }
  const path = resolve(folder, place);
  if (DATABASE_FILE.test(place)) {
    if (table === undefined || table === '') return `name the table behind a '#', as in ${place}#stages`;
    return { kind: 'database', path, table, shown: `${place}#${table}` };
  }
  const match = FILE.exec(place);
  if (match === null)
    return 'its extension is none of .csv, .tsv, .jsonl, .ndjson, .json (each also with .gz), .parquet, .duckdb#table, .sqlite#table';
  if (table !== undefined) return `a file of this kind is one table; leave out '${table}'`;
  const extension = entryAt(match, 1).toLowerCase();
  const gzip = match[2] !== undefined;
  if (extension === 'parquet' && gzip) return 'Parquet compresses by itself; unpack the file';
  const kind = extension === 'parquet' ? 'parquet' : extension === 'csv' || extension === 'tsv' ? 'csv' : 'jsonl';
  return { kind, path, gzip, tabs: extension === 'tsv', shown: place };
}

/** A location as reports may show it. */
export function shownLocation(location: TableLocation): string {
  const [place, table] = typeof location === 'string' ? splitLocation(location) : [location.in, location.table];
  const shown = POSTGRES.test(place) ? shownUrl(place) : place;
  return table === undefined ? shown : `${shown}#${table}`;
}

/**
 * The table stands behind the first `#` that follows the name of a database file; other files may have a `#` in their names. In a URL
 * it is the last one, as a password may have one too.
 */
function splitLocation(location: string): readonly [place: string, table: string | undefined] {
  if (POSTGRES.test(location)) {
    const at = location.lastIndexOf('#');
    return at < 0 ? [location, undefined] : [location.slice(0, at), location.slice(at + 1)];
  }
  for (let at = location.indexOf('#'); at >= 0; at = location.indexOf('#', at + 1))
    if (DATABASE_FILE.test(location.slice(0, at))) return [location.slice(0, at), location.slice(at + 1)];
  return [location, undefined];
}
