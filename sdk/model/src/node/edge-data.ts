import type { LayeredGraph } from '@disco-engine/kernel';
import { DataRows, type RowSelection } from './data-rows.js';

/** Edges of the vertices of one node, in compressed sparse rows: those of row `r` are at `starts[r]` to `starts[r + 1] - 1`. */
export interface EdgeRows {
  readonly starts: Int32Array;
  /** Per edge, the row of the node's vertex. */
  readonly rows: Int32Array;
  /** Per edge, the graph index of the vertex at the other end; ascending within a row. */
  readonly vertices: Int32Array;
  readonly weights: Float64Array;
}

/**
 * The edges of one layer that lead from, or to, the vertices of a node: a sparse map from the node's rows to other vertices,
 * and the columns of these edges. Edges between two vertices of the node are included.
 */
export class EdgeData extends DataRows implements EdgeRows {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly vertices: Int32Array;
  readonly weights: Float64Array;

  /** @internal Made by `NodeData.layer`. */
  constructor(
    selection: RowSelection,
    private readonly graph: LayeredGraph,
    private readonly own: Int32Array,
    { starts, rows, vertices, weights }: EdgeRows,
  ) {
    super(selection);
    this.starts = starts;
    this.rows = rows;
    this.vertices = vertices;
    this.weights = weights;
  }

  override get size(): number {
    return this.vertices.length;
  }

  protected override describe(edge: number): string {
    const { keys } = this.graph;
    return `the edge between '${keys[this.own[this.rows[edge] ?? NaN] ?? NaN]}' and '${keys[this.vertices[edge] ?? NaN]}'`;
  }
}
