import { RandomStreams, type RandomStream } from '@disco-engine/kernel';
import type { TrafficGraph } from '@disco-engine/partitioner';
import { graphFromEdges, type WeightedEdge } from './graph-from-edges.js';

/** Points distributed uniformly in the unit square, connected if closer than the radius that gives the mean degree. */
export function randomGeometric(nodes: number, degree: number): TrafficGraph {
  const random = streamOf('geometric');
  const radius = Math.sqrt(degree / (Math.PI * nodes));
  const cells = Math.floor(1 / radius);
  const xs = Float64Array.from({ length: nodes }, () => random.uniform());
  const ys = Float64Array.from({ length: nodes }, () => random.uniform());
  const cellOf = (x: number): number => Math.min(cells - 1, Math.floor(x * cells));
  const members = new Map<number, number[]>();
  for (let node = 0; node < nodes; node++) {
    const cell = cellOf(xs[node] ?? NaN) * cells + cellOf(ys[node] ?? NaN);
    const member = members.get(cell);
    if (member === undefined) members.set(cell, [node]);
    else member.push(node);
  }
  const edges: WeightedEdge[] = [];
  for (let node = 0; node < nodes; node++) {
    for (let cx = cellOf(xs[node] ?? NaN) - 1; cx <= cellOf(xs[node] ?? NaN) + 1; cx++) {
      for (let cy = cellOf(ys[node] ?? NaN) - 1; cy <= cellOf(ys[node] ?? NaN) + 1; cy++) {
        if (cx < 0 || cx >= cells || cy < 0 || cy >= cells) continue;
        for (const other of members.get(cx * cells + cy) ?? []) {
          if (other <= node) continue;
          if (Math.hypot((xs[node] ?? NaN) - (xs[other] ?? NaN), (ys[node] ?? NaN) - (ys[other] ?? NaN)) < radius)
            edges.push([node, other, 1]);
        }
      }
    }
  }
  return graphFromEdges(nodes, edges);
}

/**
 * Connects each node to some earlier ones, chosen in proportion to their degree, so that a few have very many (A.-L.
 * Barabási and R. Albert, "Emergence of scaling in random networks", Science 286, 1999).
 */
export function powerLaw(nodes: number, edgesPerNode: number): TrafficGraph {
  const random = streamOf('power-law');
  const edges: WeightedEdge[] = [];
  // Contains each node once per edge.
  const ends: number[] = [];
  for (let node = 1; node < nodes; node++) {
    const chosen = new Set<number>();
    while (chosen.size < Math.min(node, edgesPerNode))
      chosen.add(node <= edgesPerNode ? random.below(node) : (ends[random.below(ends.length)] ?? NaN));
    for (const other of chosen) {
      edges.push([node, other, 1]);
      ends.push(node, other);
    }
  }
  return graphFromEdges(nodes, edges);
}

/**
 * A ring in which each node is connected to its nearest neighbours, with some of these edges redirected (D. J. Watts and
 * S. H. Strogatz, "Collective dynamics of 'small-world' networks", Nature 393, 1998).
 *
 * @param degree even
 * @param rewired the share of redirected edges
 */
export function smallWorld(nodes: number, degree: number, rewired: number): TrafficGraph {
  const random = streamOf('small-world');
  const edges: WeightedEdge[] = [];
  for (let node = 0; node < nodes; node++) {
    for (let step = 1; step <= degree / 2; step++) {
      const elsewhere = random.uniform() < rewired;
      edges.push([node, elsewhere ? random.below(nodes) : (node + step) % nodes, 1]);
    }
  }
  return graphFromEdges(nodes, edges);
}

function streamOf(graph: string): RandomStream {
  return new RandomStreams({ masterSeed: 1, replication: 0 }).open('partition-benchmark', graph);
}
