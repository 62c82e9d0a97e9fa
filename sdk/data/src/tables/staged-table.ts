import type { NumberFormat } from './number-format.js';
import type { ParsedLocation } from './table-location.js';

/**
 * What a column of a table holds, as far as its format tells: `loose` is text that may mean anything, as in CSV; `texts` are lists of
 * texts; `moment` is a date or a time as ISO text; `json` is a JSON document as text; `other` is what no scenario can hold.
 */
export type ColumnKind =
  'loose' | 'text' | 'texts' | 'moment' | 'json' | 'integer' | 'decimal' | 'float' | 'boolean' | 'other';

/** A column of a staged table. */
export interface StagedColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  /** SQL for its value in a row of the relation. */
  readonly sql: string;
  /** SQL for its value as JSON text, where the format has it apart from `sql`. */
  readonly json?: string | undefined;
  /** What the format calls its type. */
  readonly type: string;
  /** How numbers are written in it, where it holds text; plainly by default. */
  readonly numbers?: NumberFormat | undefined;
}

/** A table that DuckDB can read, and what is known of it before anything is read. */
export interface StagedTable {
  /** Names the table in reports. */
  readonly shown: string;
  readonly location: ParsedLocation;
  /** Name of a table or view, with a column `"row"` that counts from 0, and `line`, which is NULL where rows have no lines. */
  readonly relation: string;
  readonly rows: number;
  readonly columns: readonly StagedColumn[];
  /** Whether rows are missing because they cannot be read; what is not there may then be in one of them. */
  readonly lossy: boolean;
  /** What stands between the cells of a CSV file. */
  readonly delimiter?: string | undefined;
}
