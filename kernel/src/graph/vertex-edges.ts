import type { OrderedEdges } from './adjacency.js';
import type { VertexMask } from './vertex-mask.js';

/** The edges on one side of a vertex, as aligned arrays. */
export interface VertexEdges {
  /** The other end of each edge, ascending. */
  readonly vertices: Int32Array;
  readonly weights: Float64Array;
  /** The index of each edge in its layer. */
  readonly edges: Int32Array;
}

/**
 * The edges of one row that lead to vertices of a mask.
 *
 * @param edges the index of each edge in its layer; its position if omitted
 */
export function edgesWithin(
  { adjacency, edges }: Pick<OrderedEdges, 'adjacency'> & Partial<Pick<OrderedEdges, 'edges'>>,
  vertex: number,
  within: VertexMask,
): VertexEdges {
  const { starts, targets, weights } = adjacency;
  const places = new Int32Array(within.has(vertex) ? (starts[vertex + 1] ?? NaN) - (starts[vertex] ?? NaN) : 0);
  let size = 0;
  for (let e = starts[vertex] ?? NaN; e < (starts[vertex] ?? NaN) + places.length; e++) {
    if (within.has(targets[e] ?? NaN)) places[size++] = e;
  }
  const kept = places.slice(0, size);
  return {
    vertices: kept.map((place) => targets[place] ?? NaN),
    weights: Float64Array.from(kept, (place) => weights[place] ?? NaN),
    edges: edges === undefined ? kept : kept.map((place) => edges[place] ?? NaN),
  };
}
