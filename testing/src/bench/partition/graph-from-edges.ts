import { adjacencyOf, contracted } from '@disco-engine/kernel';
import type { TrafficGraph } from '@disco-engine/partitioner';

/** An edge between two nodes, with its weight. */
export type WeightedEdge = readonly [a: number, b: number, weight: number];

/**
 * A graph of undirected edges. Parallel edges are merged and their weights added; loops are dropped.
 *
 * @param nodeWeights per node; a number stands for that many nodes of weight 1
 */
export function graphFromEdges(nodeWeights: number | Float64Array, edges: readonly WeightedEdge[]): TrafficGraph {
  const work = typeof nodeWeights === 'number' ? new Float64Array(nodeWeights).fill(1) : nodeWeights;
  const from = new Int32Array(2 * edges.length);
  const to = new Int32Array(2 * edges.length);
  const weights = new Float64Array(2 * edges.length);
  edges.forEach(([a, b, weight], edge) => {
    from[edge] = to[edges.length + edge] = a;
    to[edge] = from[edges.length + edge] = b;
    weights[edge] = weights[edges.length + edge] = weight;
  });
  const itself = Int32Array.from({ length: work.length }, (_, node) => node);
  const adjacency = contracted(adjacencyOf(work.length, from, to, weights).adjacency, itself, work.length);
  return { ...adjacency, nodeWeights: work };
}
