import type { Problem } from '@disco-engine/kernel';
import type { ColumnType } from '@disco-engine/sdk';
import type { TableLimits } from './table-limits.js';

/**
 * The location of a table: the path of a file (`.csv`, `.tsv`, `.jsonl`, `.ndjson`, `.json`, optionally with `.gz`, or `.parquet`), a
 * table in a database file (`plant.duckdb#stages`, `plant.sqlite#stages`), or a table in PostgreSQL (`postgres://host/plant#stages`).
 * The long form gives the database and its table separately.
 */
export type TableLocation = string | { readonly in: string; readonly table: string };

/** Options for reading a table. */
export interface TableReading {
  readonly from: TableLocation;
  /** Types by column name, which make these data columns. Types not given are inferred from the values. */
  readonly columns?: Readonly<Record<string, ColumnType>> | undefined;
  /** Columns to leave out. */
  readonly ignore?: readonly string[] | undefined;
  /** Whether an empty text (in CSV, a cell of two quotes) is a text instead of a missing value. Default: false. */
  readonly emptyText?: boolean | undefined;
  /** Delimiter of a CSV file. Default: `,`, `;`, `|` or a tab, as detected from the header and the first rows. */
  readonly delimiter?: string | undefined;
  /** Decimal sign in text cells. Default: as detected from the cells of a CSV file; a point elsewhere, or if that is inconclusive. */
  readonly decimal?: '.' | ',' | undefined;
  /** Optional separator of groups of three digits; a blank stands for blanks of any width. Default: detected like `decimal`. */
  readonly thousands?: '.' | ',' | ' ' | "'" | undefined;
  /** Prefix of comment lines in a CSV file. Default: `#` if lines above the header begin with it, otherwise none. */
  readonly comment?: string | undefined;
  /**
   * Encoding of a text file, by a name that `TextDecoder` accepts. Default: as given by a byte order mark, otherwise UTF-8, or
   * windows-1252 if hardly anything beyond ASCII is valid UTF-8.
   */
  readonly encoding?: string | undefined;
}

/** A column whose values become labels. */
export interface LabelColumn {
  readonly column: string;
  /** Type of the labels. Default: the name of the column. */
  readonly type?: string | undefined;
  /** Separator of several values in a cell. */
  readonly separator?: string | undefined;
}

/** Options for reading a table of vertices of one node type. */
export interface VertexTableOptions extends TableReading {
  /** Column of the keys. Default: the first column. */
  readonly key?: string | undefined;
  /** Columns that become labels. Default: all other text columns. */
  readonly labels?: readonly (string | LabelColumn)[] | undefined;
  /** Column of the weights. Default: `weight` if it exists; otherwise all weights are 1. `false` makes all weights 1. */
  readonly weight?: string | false | undefined;
  /** Label types of which each vertex must have exactly one. */
  readonly distinct?: readonly string[] | undefined;
}

/** Options for reading a table of edges of one layer. */
export interface LayerTableOptions extends TableReading {
  /** Column of the keys that edges start from. Default: the first column. */
  readonly tail?: string | undefined;
  /** Column of the keys that edges lead to. Default: the second column. */
  readonly head?: string | undefined;
  /** As for vertices. */
  readonly weight?: string | false | undefined;
  /** Whether edges lead from head to tail. Default: false. */
  readonly reverse?: boolean | undefined;
  /** Whether edges may form cycles, which requires a simproc with a minimum delay. Default: false. */
  readonly cyclic?: boolean | undefined;
}

/** Options of an import. */
export interface ImportOptions {
  /**
   * Called with each assumption about tables that their options leave open, such as a delimiter or an encoding. Default: emits a process
   * warning.
   */
  readonly onAssumption?: ((assumption: Problem) => void) | undefined;
}

/** The tables of a scenario. */
export interface TableOptions {
  /** Name of the scenario. Default: `scenario`. */
  readonly name?: string | undefined;
  /** By node type. */
  readonly vertices: Readonly<Record<string, TableLocation | VertexTableOptions>>;
  /** By layer, that is, by the name of a simproc. */
  readonly layers?: Readonly<Record<string, TableLocation | LayerTableOptions>> | undefined;
  /** Base folder of relative paths. Default: the working directory. */
  readonly folder?: string | undefined;
  readonly limits?: Partial<TableLimits> | undefined;
}
