import type { NumberFormat } from './number-format.js';
import type { ParsedLocation } from './table-location.js';

/**
 * The kind of values in a column, as far as the file format determines it: `loose` is untyped text, as in CSV; `texts` are lists of texts;
 * `moment` is a date or time as ISO text; `json` is a JSON document as text; `other` is anything that scenarios do not support.
 */
export type ColumnKind =
  'loose' | 'text' | 'texts' | 'moment' | 'json' | 'integer' | 'decimal' | 'float' | 'boolean' | 'other';

/** A column of a staged table. */
export interface StagedColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** SQL for its value in a row of the relation. */
  readonly sql: string;
  /** SQL for its value as JSON text, if the format provides it separately from `sql`. */
  readonly json?: string | undefined;
  /** The format's name for its type. */
  readonly type: string;
  /** Notation of numbers, if the column holds text; plain by default. */
  readonly numbers?: NumberFormat | undefined;
}

/** A table that DuckDB can read, with the facts known before its rows are read. */
export interface StagedTable {
  /** Names the table in reports. */
  readonly shown: string;
  readonly location: ParsedLocation;
  /** Name of a table or view, with a column `"row"` that counts from 0, and `line`, which is NULL if rows have no lines. */
  readonly relation: string;
  readonly rows: number;
  readonly columns: readonly StagedColumn[];
  /** Whether some rows could not be read, so that a key that is not found may be in one of them. */
  readonly lossy: boolean;
  /** Delimiter of a CSV file. */
  readonly delimiter?: string | undefined;
}
