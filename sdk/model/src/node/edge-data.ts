import type { LayeredGraph } from '@disco-engine/kernel';
import { DataRows, type RowSelection } from './data-rows.js';

/** Edges of the vertices of one node, in sparse rows: those of the node's row `r` stand at `starts[r]` up to `starts[r + 1]`. */
export interface EdgeRows {
  readonly starts: Int32Array;
  /** Per edge, the row of the node's own vertex. */
  readonly rows: Int32Array;
  /** Per edge, the vertex at the other end, by its number in the graph; ascending within a row. */
  readonly vertices: Int32Array;
  readonly weights: Float64Array;
}

/**
 * The edges of one layer that lead from the vertices of a node, or to them: a sparse map from the node's rows to other vertices, and the
 * columns of these edges. Edges between two vertices of the node are among them.
 */
export class EdgeData extends DataRows implements EdgeRows {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
  readonly vertices: Int32Array;
  readonly weights: Float64Array;

  /** @internal Given by `NodeData.layer`. */
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
