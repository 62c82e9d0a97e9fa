import { entryAt, RandomStreams } from '@disco-engine/kernel';
import type { TrafficGraph } from '@disco-engine/partitioner';
import { graphFromEdges, type WeightedEdge } from './graph-from-edges.js';

/** The shares of the tiers, from raw materials to shops. */
const TIERS = [0.15, 0.2, 0.15, 0.1, 0.4];
/** Each node buys from at most this many nodes of the previous tier. */
const SUPPLIERS = 4;
const REGIONS = 12;
/** The share of purchases that stay within the region. */
const LOCAL = 0.85;

/**
 * A supply network in tiers: nodes buy from nodes of the previous tier, mostly in their own region, and popular
 * suppliers attract more customers. The weight of an edge is its flow; that of a node, its events, that is, the flow
 * through it.
 *
 * @param nodes number of nodes
 */
export function supplyNetwork(nodes: number): TrafficGraph {
  const random = new RandomStreams({ masterSeed: 1, replication: 0 }).open('partition-benchmark', 'supply');
  const edges: WeightedEdge[] = [];
  const nodeWeights = new Float64Array(nodes).fill(1);
  const regionOf = Int32Array.from({ length: nodes }, () => random.below(REGIONS));
  let suppliers: number[][] = [];
  let first = 0;
  let share = 0;
  for (const tier of TIERS) {
    share += tier;
    const end = Math.min(nodes, Math.round(share * nodes));
    const members: number[][] = Array.from({ length: REGIONS }, () => []);
    for (let node = first; node < end; node++) {
      entryAt(members, regionOf[node] ?? NaN).push(node);
      for (let purchase = 1 + random.below(SUPPLIERS); purchase > 0 && suppliers.length > 0; purchase--) {
        const offered = entryAt(suppliers, random.uniform() < LOCAL ? (regionOf[node] ?? NaN) : random.below(REGIONS));
        if (offered.length === 0) continue;
        const supplier = offered[random.below(offered.length)] ?? NaN;
        // Each purchase lists the supplier once more, so it is chosen more often.
        offered.push(supplier);
        const flow = 1 + random.below(20);
        edges.push([node, supplier, flow]);
        nodeWeights[node] = (nodeWeights[node] ?? NaN) + flow;
        nodeWeights[supplier] = (nodeWeights[supplier] ?? NaN) + flow;
      }
    }
    suppliers = members;
    first = end;
  }
  return graphFromEdges(nodeWeights, edges);
}
