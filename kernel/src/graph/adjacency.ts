/** The edges of one layer in compressed sparse rows: those of vertex `v` stand at `starts[v]` up to `starts[v + 1]`. */
export interface Adjacency {
  /** Length: vertices + 1. */
  readonly starts: Int32Array;
  /** Vertex indices, ascending within a row. */
  readonly targets: Int32Array;
  /** Aligned with `targets`. */
  readonly weights: Float64Array;
}

/** Edges in sparse rows, and where each of them stood before: edge `e` of `adjacency` was edge `edges[e]`. */
export interface OrderedEdges {
  readonly adjacency: Adjacency;
  readonly edges: Int32Array;
}

/**
 * Puts a list of edges into sparse rows. Edges between the same two vertices stay in the order of the list.
 *
 * @param from per edge its source, from 0 to `vertexCount` - 1; `to` and `weights` are aligned with it
 */
export function adjacencyOf(
  vertexCount: number,
  from: Int32Array,
  to: Int32Array,
  weights: Float64Array,
): OrderedEdges {
  // A radix sort with the vertices as digits: by target, then, stably, by source.
  const byTarget = countingSort(vertexCount, to, Int32Array.from({ length: to.length }, identity)).order;
  const { starts, order: edges } = countingSort(vertexCount, from, byTarget);
  const targets = new Int32Array(edges.length);
  const sorted = new Float64Array(edges.length);
  for (let e = 0; e < edges.length; e++) {
    targets[e] = to[edges[e]];
    sorted[e] = weights[edges[e]];
  }
  return { adjacency: { starts, targets, weights: sorted }, edges };
}

/** The same edges in the other direction; `edges` says which edge each was. */
export function transposed({ starts, targets, weights }: Adjacency): OrderedEdges {
  return adjacencyOf(starts.length - 1, targets, sourcesOf({ starts, targets }), weights);
}

/** Per edge, its source. */
export function sourcesOf({ starts, targets }: Pick<Adjacency, 'starts' | 'targets'>): Int32Array {
  const sources = new Int32Array(targets.length);
  for (let vertex = 0; vertex + 1 < starts.length; vertex++) sources.fill(vertex, starts[vertex], starts[vertex + 1]);
  return sources;
}

/** `items` in the order of their digits, those of equal digits as they were; `starts` says where each digit begins. */
function countingSort(
  digits: number,
  digitOf: Int32Array,
  items: Int32Array,
): { readonly starts: Int32Array; readonly order: Int32Array } {
  const starts = new Int32Array(digits + 1);
  for (const digit of digitOf) starts[digit + 1] += 1;
  for (let digit = 0; digit < digits; digit++) starts[digit + 1] += starts[digit];
  const next = starts.slice();
  const order = new Int32Array(items.length);
  for (const item of items) order[next[digitOf[item]]++] = item;
  return { starts, order };
}

function identity(_: unknown, index: number): number {
  return index;
}
