import { countingSort } from './counting-sort.js';

/**
 * The edges of one layer as compressed sparse rows: the row of vertex `v` runs from `starts[v]` up to `starts[v + 1]`.
 */
export interface Adjacency {
  /** Length: vertices + 1. */
  readonly starts: Int32Array;
  /** Vertex indices, ascending within a row. */
  readonly targets: Int32Array;
  /** Aligned with `targets`. */
  readonly weights: Float64Array;
}

/** Edges in sparse rows, and where each came from: edge `e` of `adjacency` was edge `edges[e]`. */
export interface OrderedEdges {
  readonly adjacency: Adjacency;
  readonly edges: Int32Array;
}

/**
 * Converts a list of edges to sparse rows. Parallel edges keep their order in the list.
 *
 * @param from per edge, its source, from 0 to `vertexCount` - 1; `to` and `weights` are aligned with it
 */
export function adjacencyOf(
  vertexCount: number,
  from: Int32Array,
  to: Int32Array,
  weights: Float64Array,
): OrderedEdges {
  const byTarget = countingSort(vertexCount, to).order;
  return inRows(vertexCount, from, to, weights, byTarget);
}

/** The same edges in the opposite direction; `edges` gives the original index of each. */
export function transposed({ starts, targets, weights }: Adjacency): OrderedEdges {
  // The edges are already ordered by source, which becomes the target, so one pass of the sort is done.
  return inRows(starts.length - 1, targets, sourcesOf({ starts, targets }), weights);
}

/** Per edge, its source. */
export function sourcesOf({ starts, targets }: Pick<Adjacency, 'starts' | 'targets'>): Int32Array {
  const sources = new Int32Array(targets.length);
  for (let vertex = 0; vertex + 1 < starts.length; vertex++) {
    for (let e = starts[vertex] ?? NaN; e < (starts[vertex + 1] ?? NaN); e++) sources[e] = vertex;
  }
  return sources;
}

/** Sorts by source what is sorted by target: in the order `byTarget`, or as it stands. */
function inRows(
  vertexCount: number,
  from: Int32Array,
  to: Int32Array,
  weights: Float64Array,
  byTarget?: Int32Array,
): OrderedEdges {
  const { starts, order: edges } = countingSort(vertexCount, from, byTarget);
  const targets = new Int32Array(edges.length);
  const sorted = new Float64Array(edges.length);
  for (let e = 0; e < edges.length; e++) {
    targets[e] = to[edges[e] ?? NaN] ?? NaN;
    sorted[e] = weights[edges[e] ?? NaN] ?? NaN;
  }
  return { adjacency: { starts, targets, weights: sorted }, edges };
}
