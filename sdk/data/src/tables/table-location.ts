import { entryAt, shownUrl } from '@disco-engine/kernel';
import { resolve } from 'node:path';
import type { TableLocation } from './table-options.js';

/** A file that contains one table. `shown` is its name in reports. */
export interface FileLocation {
  readonly kind: 'csv' | 'jsonl' | 'parquet';
  readonly path: string;
  readonly gzip: boolean;
  /** Whether the extension implies tabs between the cells. */
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

/** The parsed location of a table. */
export type ParsedLocation = FileLocation | DatabaseLocation | PostgresLocation;

const DATABASE_FILE = /\.(duckdb|ddb|db|sqlite|sqlite3|db3)$/i;
const POSTGRES = /^postgres(ql)?:\/\//i;
const FILE = /\.(csv|tsv|jsonl|ndjson|json|parquet)(\.gz)?$/i;

/**
 * Parses a location, without checking that it exists.
 *
 * @param folder base of relative paths
 * @returns the parsed location, or its problem as a text
 */
export function parseLocation(location: TableLocation, folder: string): ParsedLocation | string {
  const [place, table] = typeof location === 'string' ? splitLocation(location) : [location.in, location.table];
  if (place.includes('\0') || table?.includes('\0') === true) return 'it contains a zero byte';
  if (POSTGRES.test(place)) {
    if (table === undefined || table === '') return `append '#' and the table, as in ${shownUrl(place)}#stages`;
    return { kind: 'postgres', url: place, table, shown: shownLocation(location) };
  }
  const path = resolve(folder, place);
  if (DATABASE_FILE.test(place)) {
    if (table === undefined || table === '') return `append '#' and the table, as in ${place}#stages`;
    return { kind: 'database', path, table, shown: `${place}#${table}` };
  }
  const match = FILE.exec(place);
  if (match === null)
    return 'its extension must be one of .csv, .tsv, .jsonl, .ndjson, .json (optionally with .gz), .parquet, .duckdb#table, .sqlite#table';
  if (table !== undefined) return `a file of this kind contains only one table; omit '${table}'`;
  const extension = entryAt(match, 1).toLowerCase();
  const gzip = match[2] !== undefined;
  if (extension === 'parquet' && gzip) return 'Parquet is already compressed; decompress the file';
  const kind = extension === 'parquet' ? 'parquet' : extension === 'csv' || extension === 'tsv' ? 'csv' : 'jsonl';
  return { kind, path, gzip, tabs: extension === 'tsv', shown: place };
}

/** A location that is safe to show in reports. */
export function shownLocation(location: TableLocation): string {
  const [place, table] = typeof location === 'string' ? splitLocation(location) : [location.in, location.table];
  const shown = POSTGRES.test(place) ? shownUrl(place) : place;
  return table === undefined ? shown : `${shown}#${table}`;
}

/**
 * The table follows the first `#` after the name of a database file; other file names may contain `#`. In a URL it follows the last `#`,
 * because a password may contain one too.
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
