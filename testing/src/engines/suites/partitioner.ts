import { fingerprint, RandomStreams } from '@disco-engine/kernel';
import { partitionGraph, type TrafficGraph } from '@disco-engine/partitioner';
import { graphFromEdges, type WeightedEdge } from '../../bench/partition/graph-from-edges.js';
import { grid } from '../../bench/partition/grid.js';
import { powerLaw, smallWorld } from '../../bench/partition/random-graphs.js';
import { supplyNetwork } from '../../bench/partition/supply-network.js';
import type { EngineCase } from './engine-case.js';

/** Two have more nodes than are partitioned at once, and are coarsened first. */
const GRAPHS: readonly (readonly [name: string, parts: number, make: () => TrafficGraph])[] = [
  ['grid of 12 × 12', 5, () => grid(12, 12)],
  ['grid of 56 × 56', 2, () => grid(56, 56)],
  ['power law, 200 nodes', 5, () => powerLaw(200, 4)],
  ['small world, 200 nodes', 5, () => smallWorld(200, 6, 0.05)],
  ['supply network, 200 nodes', 3, () => supplyNetwork(200)],
  ['supply network, 3100 nodes', 2, () => supplyNetwork(3100)],
  ['weights that are no whole numbers, 200 nodes', 3, () => fractional(200)],
];

/** Which node of each graph is in which part. */
export function cases(): readonly EngineCase[] {
  return GRAPHS.map(([name, parts, make]) => ({
    name: `${name}, ${parts} parts`,
    run: () => ({ digest: fingerprint([...partitionGraph(make(), { parts })]) }),
  }));
}

function fractional(nodes: number): TrafficGraph {
  const random = new RandomStreams({ masterSeed: 12, replication: 0 }).open('engines', 'graph');
  const edges = Array.from({ length: 3 * nodes }, (): WeightedEdge => [
    random.below(nodes),
    random.below(nodes),
    random.uniform(),
  ]);
  const weights = Float64Array.from({ length: nodes }, () => 0.5 + random.uniform());
  return graphFromEdges(
    weights,
    edges.filter(([a, b]) => a !== b),
  );
}
