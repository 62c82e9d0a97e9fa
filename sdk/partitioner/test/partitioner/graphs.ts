import { adjacencyOf, contracted } from '@disco-engine/kernel';
import fc from 'fast-check';
import type { TrafficGraph } from '../../src/partitioner/traffic-graph.js';

/** An edge between two nodes, with its weight. */
export type Edge = readonly [a: number, b: number, weight: number];

/** Edges between the same nodes are merged, with the sum of their weights; self-loops are dropped. */
export function graphOf(nodeWeights: readonly number[], edges: readonly Edge[]): TrafficGraph {
  const count = nodeWeights.length;
  const from = Int32Array.from([...edges.map(([a]) => a), ...edges.map(([, b]) => b)]);
  const to = Int32Array.from([...edges.map(([, b]) => b), ...edges.map(([a]) => a)]);
  const weights = Float64Array.from([...edges, ...edges].map(([, , weight]) => weight));
  const itself = Int32Array.from({ length: count }, (_, node) => node);
  const adjacency = contracted(adjacencyOf(count, from, to, weights).adjacency, itself, count);
  return { ...adjacency, nodeWeights: Float64Array.from(nodeWeights) };
}

/** A number of nodes of weight 1. */
export function ones(count: number): number[] {
  return Array.from({ length: count }, () => 1);
}

/** A square grid of nodes of weight 1, each joined to up to four neighbors. */
export function grid(side: number): TrafficGraph {
  const edges: Edge[] = [];
  for (let node = 0; node < side * side; node++) {
    if ((node + 1) % side > 0) edges.push([node, node + 1, 1]);
    if (node + side < side * side) edges.push([node, node + side, 1]);
  }
  return graphOf(ones(side * side), edges);
}

/** A grid of nodes, each with a number of leaves; all weigh 1, and so do the edges to the leaves. */
export function gridWithLeaves(rows: number, columns: number, leaves: number, edgeWeight = 1): TrafficGraph {
  const hubs = rows * columns;
  const edges: Edge[] = [];
  for (let hub = 0; hub < hubs; hub++) {
    if ((hub + 1) % columns > 0) edges.push([hub, hub + 1, edgeWeight]);
    if (hub + columns < hubs) edges.push([hub, hub + columns, edgeWeight]);
    for (let leaf = 0; leaf < leaves; leaf++) edges.push([hub, hubs + hub * leaves + leaf, 1]);
  }
  return graphOf(ones(hubs * (1 + leaves)), edges);
}

/** Graphs with edges of weight 0 to 5, whose nodes have weights drawn from `nodeWeight`. */
export function anyGraph(
  nodeWeight: fc.Arbitrary<number>,
  { least = 0, most = 60 }: { readonly least?: number; readonly most?: number } = {},
): fc.Arbitrary<TrafficGraph> {
  return fc.array(nodeWeight, { minLength: least, maxLength: most }).chain((nodeWeights) => {
    if (nodeWeights.length === 0) return fc.constant(graphOf([], []));
    const node = fc.nat(nodeWeights.length - 1);
    return fc
      .array(fc.tuple(node, node, fc.nat(5)), { maxLength: 3 * nodeWeights.length })
      .map((edges) => graphOf(nodeWeights, edges));
  });
}

/** Per part, the weight of its nodes. */
export function partWeightsOf({ nodeWeights }: TrafficGraph, parts: Int32Array, count: number): number[] {
  const sums = Array.from({ length: count }, () => 0);
  parts.forEach((part, node) => (sums[part] += nodeWeights[node]));
  return sums;
}
