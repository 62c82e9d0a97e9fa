/**
 * An undirected weighted graph in compressed sparse rows: the edges of node `v` stand at `starts[v]` up to `starts[v + 1]`. Every edge
 * stands in the rows of both its nodes, with the same weight. No node has an edge to itself.
 */
export interface TrafficGraph {
  /** Length: nodes + 1. */
  readonly starts: Int32Array;
  /** Nodes, ascending within a row. */
  readonly targets: Int32Array;
  /** Aligned with `targets`: what it costs to cut the edge; finite, from 0. */
  readonly weights: Float64Array;
  /** Per node its work; finite, from 0. */
  readonly nodeWeights: Float64Array;
}
