import type { RandomStream } from '@disco-engine/kernel';
import { pow } from '@disco-engine/mathematics';
import { bestOf, triesFor } from './best-of.js';
import { bisect } from './bisection.js';
import { partitionMultilevel } from './multilevel.js';
import { subgraphOf } from './subgraph.js';
import type { TrafficGraph } from './traffic-graph.js';

/** Nodes of the graph that a part is grown in. */
const ENOUGH_TO_BISECT = 100;

/** How many times a graph is halved; the best way is taken. */
const TRIES = 4;

/**
 * Halves the parts again and again.
 *
 * @param limit the weight that a part may have
 * @param count of the parts
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
  // Each halving takes an equal share of what the parts may be above the mean in the end.
  const imbalance = total > 0 ? pow(Math.max(1, (limit * count) / total), 1 / halvings) : 1;
  const limits = Float64Array.of(Math.floor(total * share * imbalance), Math.floor(total * (1 - share) * imbalance));
  const options = { limits, enough: ENOUGH_TO_BISECT, random };
  return bestOf(triesFor(graph, TRIES), graph, limits, () =>
    partitionMultilevel(graph, options, (coarsest) => bisect(coarsest, total * share, limits, random)),
  );
}
