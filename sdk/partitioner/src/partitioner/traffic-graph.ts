/**
 * An undirected weighted graph in compressed sparse rows: the edges of node `v` are at `starts[v]` to `starts[v + 1] - 1`.
 * Every edge is in the rows of both its nodes, with the same weight. No node has an edge to itself.
 */
export interface TrafficGraph {
  /** Length: nodes + 1. */
  readonly starts: Int32Array;
  /** Nodes, ascending within a row. */
  readonly targets: Int32Array;
  /** Aligned with `targets`: the cost of cutting the edge; finite, at least 0. */
  readonly weights: Float64Array;
  /** Per node, its work; finite, at least 0. */
  readonly nodeWeights: Float64Array;
}
