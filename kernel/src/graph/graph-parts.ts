import type { Adjacency } from './adjacency.js';
import type { LabelTable } from './label-table.js';

/** What a layered graph is made of. All of it belongs to the graph from then on, and is not to be changed any more. */
export interface GraphParts {
  /** Ascending by UTF-16 code units, none empty, none twice. */
  readonly keys: readonly string[];
  readonly labels: Pick<LabelTable, 'names' | 'starts' | 'labels'>;
  /** Per vertex, finite and at least 0. */
  readonly weights: Float64Array;
  /** By name of the layer, in the order in which the graph tells them. */
  readonly layers: ReadonlyMap<string, Adjacency>;
}
