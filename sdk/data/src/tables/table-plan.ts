import type { ColumnType } from '@disco-engine/sdk';
import type { TableLimits } from './table-limits.js';
import type { ParsedLocation } from './table-location.js';
import type { LabelColumn, LayerTableOptions, VertexTableOptions } from './table-options.js';

/** A table to be read, with its options as they were given. */
export interface TablePlan<Options> {
  /** The node type or the layer. */
  readonly name: string;
  /** Names the table and what it is for in reports, such as `the vertices of 'stage'`. */
  readonly subject: string;
  readonly location: ParsedLocation;
  readonly options: Options;
  readonly columns: ReadonlyMap<string, ColumnType>;
}

export interface VertexTablePlan extends TablePlan<VertexTableOptions> {
  /** undefined where every text column becomes a label. */
  readonly labels: readonly LabelColumn[] | undefined;
}

export type LayerTablePlan = TablePlan<LayerTableOptions>;

/** Everything that is to be read. */
export interface ImportPlan {
  readonly name: string;
  /** By name of the node type, ascending. */
  readonly vertices: readonly VertexTablePlan[];
  /** In the order in which they were given. */
  readonly layers: readonly LayerTablePlan[];
  readonly limits: TableLimits;
}
