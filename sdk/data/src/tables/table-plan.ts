import type { ColumnType } from '@disco-engine/sdk';
import type { TableLimits } from './table-limits.js';
import type { ParsedLocation } from './table-location.js';
import type { LabelColumn, LayerTableOptions, VertexTableOptions } from './table-options.js';

/** A table to read, with its options as given. */
export interface TablePlan<Options> {
  /** Name of the node type or layer. */
  readonly name: string;
  /** Names the table's subject in reports, such as `node type 'stage'`. */
  readonly subject: string;
  readonly location: ParsedLocation;
  readonly options: Options;
  readonly columns: ReadonlyMap<string, ColumnType>;
}

export interface VertexTablePlan extends TablePlan<VertexTableOptions> {
  /** Undefined if every text column becomes a label. */
  readonly labels: readonly LabelColumn[] | undefined;
}

export type LayerTablePlan = TablePlan<LayerTableOptions>;

/** Everything that an import reads. */
export interface ImportPlan {
  readonly name: string;
  /** Ordered by the name of the node type. */
  readonly vertices: readonly VertexTablePlan[];
  /** In the order given. */
  readonly layers: readonly LayerTablePlan[];
  readonly limits: TableLimits;
}
