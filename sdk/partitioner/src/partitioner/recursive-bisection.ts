import type { RandomStream } from '@disco-engine/kernel';
import { pow } from '@disco-engine/mathematics';
import { bestOf, triesFor } from './best-of.js';
import { bisect } from './bisection.js';
import { partitionMultilevel } from './multilevel.js';
import { subgraphOf } from './subgraph.js';
import type { TrafficGraph } from './traffic-graph.js';

/** Number of nodes of the graph in which a part is grown. */
const ENOUGH_TO_BISECT = 100;

/** Number of times that a graph is halved; the best result is used. */
const TRIES = 4;

/**
 * Partitions by repeated halving.
 *
 * @param limit the most that a part may weigh
 * @param count number of parts
 */
export function partitionRecursively(
  graph: TrafficGraph,
  limit: number,
  count: number,
  random: RandomStream,
): Int32Array {
  const parts = new Int32Array(graph.nodeWeights.length);
  if (count === 1 || parts.length === 0) return parts;
  const firstCount = count >> 1;
  const halves = halve(graph, limit, count, random);
  for (const half of [0, 1]) {
    const { graph: subgraph, nodes } = subgraphOf(graph, halves, half);
    const subparts = partitionRecursively(subgraph, limit, half === 0 ? firstCount : count - firstCount, random);
    const first = half === 0 ? 0 : firstCount;
    for (const [index, node] of nodes.entries()) parts[node] = first + (subparts[index] ?? NaN);
  }
  return parts;
}

function halve(graph: TrafficGraph, limit: number, count: number, random: RandomStream): Int32Array {
  const total = graph.nodeWeights.reduce((sum, weight) => sum + weight, 0);
  const share = (count >> 1) / count;
  const halvings = 32 - Math.clz32(count - 1);
  // Each halving gets an equal share of the final imbalance.
  const imbalance = total > 0 ? pow(Math.max(1, (limit * count) / total), 1 / halvings) : 1;
  const limits = Float64Array.of(Math.floor(total * share * imbalance), Math.floor(total * (1 - share) * imbalance));
  const options = { limits, enough: ENOUGH_TO_BISECT, random };
  return bestOf(triesFor(graph, TRIES), graph, limits, () =>
    partitionMultilevel(graph, options, (coarsest) => bisect(coarsest, total * share, limits, random)),
  );
}
