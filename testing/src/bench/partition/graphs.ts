import type { TrafficGraph } from '@disco-engine/partitioner';
import { chainGraph } from './chain-graph.js';
import { grid } from './grid.js';
import { powerLaw, randomGeometric, smallWorld } from './random-graphs.js';
import { supplyNetwork } from './supply-network.js';

/** A graph to partition, the same on every machine. */
export interface BenchmarkGraph {
  readonly name: string;
  /** Skipped unless requested. */
  readonly large?: boolean;
  make(): TrafficGraph | Promise<TrafficGraph>;
}

/** Meshes, synthetic networks of several kinds, and real supply chains. */
export const graphs: readonly BenchmarkGraph[] = [
  { name: 'grid-32', make: () => grid(32, 32) },
  { name: 'grid-100', make: () => grid(100, 100) },
  { name: 'box-22', make: () => grid(22, 22, 22) },
  { name: 'geometric-20k', make: () => randomGeometric(20_000, 10) },
  { name: 'power-law-10k', make: () => powerLaw(10_000, 4) },
  { name: 'dense-10k', make: () => powerLaw(10_000, 50) },
  { name: 'small-world-10k', make: () => smallWorld(10_000, 10, 0.05) },
  { name: 'supply-10k', make: () => supplyNetwork(10_000) },
  { name: 'chain-24', make: () => chainGraph('24') },
  { name: 'chain-32', make: () => chainGraph('32') },
  { name: 'chain-38', make: () => chainGraph('38') },
  { name: 'geometric-100k', large: true, make: () => randomGeometric(100_000, 8) },
  { name: 'power-law-100k', large: true, make: () => powerLaw(100_000, 4) },
  { name: 'supply-100k', large: true, make: () => supplyNetwork(100_000) },
];
