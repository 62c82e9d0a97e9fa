import type { Problem } from '@disco-engine/kernel';
import type { ColumnType } from '@disco-engine/sdk';
import type { TableLimits } from './table-limits.js';

/**
 * Where a table is: the path of a file (`.csv`, `.tsv`, `.jsonl`, `.ndjson`, `.json`, each also with `.gz`, or `.parquet`), a table in
 * a database file (`plant.duckdb#stages`, `plant.sqlite#stages`), or one in PostgreSQL (`postgres://host/plant#stages`). The long form
 * names a database and its table apart.
 */
export type TableLocation = string | { readonly in: string; readonly table: string };

/** How a table is read. */
export interface TableReading {
  readonly from: TableLocation;
  /** Types of columns by their names; they are data columns then. Where none is given, the values tell. */
  readonly columns?: Readonly<Record<string, ColumnType>> | undefined;
  /** Columns to leave out. */
  readonly ignore?: readonly string[] | undefined;
  /** Whether an empty text counts as a text (in CSV: a cell of two quotes) and not as missing; false by default. */
  readonly emptyText?: boolean | undefined;
  /** What stands between the cells of a CSV file. By default the header and the first rows tell: `,`, `;`, `|` or a tab. */
  readonly delimiter?: string | undefined;
  /** The decimal sign in cells of text. By default the cells of a CSV file tell; elsewhere, and where they cannot, it is a point. */
  readonly decimal?: '.' | ',' | undefined;
  /** What may stand between groups of three digits: a blank stands for one of any width. By default as for `decimal`. */
  readonly thousands?: '.' | ',' | ' ' | "'" | undefined;
  /** What lines that are no rows of a CSV file begin with. By default `#`, if lines above the header do. */
  readonly comment?: string | undefined;
  /**
   * The encoding of a text file, by a name that `TextDecoder` knows. By default a byte order mark tells, and else it is UTF-8, or
   * windows-1252 where hardly anything beyond ASCII is UTF-8.
   */
  readonly encoding?: string | undefined;
}

/** A column whose values become labels. */
export interface LabelColumn {
  readonly column: string;
  /** The type of the labels; the name of the column by default. */
  readonly type?: string | undefined;
  /** What stands between the values of a cell that has several. */
  readonly separator?: string | undefined;
}

/** How a table of vertices of one node type is read. */
export interface VertexTableOptions extends TableReading {
  /** The column of the keys; the first one by default. */
  readonly key?: string | undefined;
  /** The columns that become labels; every other text column by default. */
  readonly labels?: readonly (string | LabelColumn)[] | undefined;
  /** The column of the weights; by default `weight`, where there is one, and else each weight is 1. `false` for 1 in any case. */
  readonly weight?: string | false | undefined;
  /** Types of labels of which each vertex must have exactly one. */
  readonly distinct?: readonly string[] | undefined;
}

/** How a table of edges of one layer is read. */
export interface LayerTableOptions extends TableReading {
  /** The column of the keys that edges lead from; the first one by default. */
  readonly tail?: string | undefined;
  /** The column of the keys that edges lead to; the second one by default. */
  readonly head?: string | undefined;
  /** As for vertices. */
  readonly weight?: string | false | undefined;
  /** Whether edges lead from head to tail; false by default. */
  readonly reverse?: boolean | undefined;
  /** Whether edges may lead in circles, which only a simproc with a minimum delay can have; false by default. */
  readonly cyclic?: boolean | undefined;
}

/** What is done with what an import has to assume. */
export interface ImportOptions {
  /**
   * Is told what was assumed of tables that their options leave open, such as a delimiter or an encoding. Warnings of the process by
   * default.
   */
  readonly onAssumption?: ((assumption: Problem) => void) | undefined;
}

/** Which tables make a scenario. */
export interface TableOptions {
  /** Name of the scenario; `scenario` by default. */
  readonly name?: string | undefined;
  /** By node type. */
  readonly vertices: Readonly<Record<string, TableLocation | VertexTableOptions>>;
  /** By layer, which is the name of a simproc. */
  readonly layers?: Readonly<Record<string, TableLocation | LayerTableOptions>> | undefined;
  /** What relative paths start from; the working directory by default. */
  readonly folder?: string | undefined;
  readonly limits?: Partial<TableLimits> | undefined;
}
