import type { Adjacency } from './adjacency.js';
import type { LabelTable } from './label-table.js';

/** The parts of a layered graph. They belong to the graph once it is created, and must not be changed afterwards. */
export interface GraphParts {
  /** Ascending by UTF-16 code units; non-empty and unique. */
  readonly keys: readonly string[];
  readonly labels: Pick<LabelTable, 'names' | 'starts' | 'labels'>;
  /** Per vertex, finite and at least 0. */
  readonly weights: Float64Array;
  /** By layer name, in the order in which the graph lists its layers. */
  readonly layers: ReadonlyMap<string, Adjacency>;
}
