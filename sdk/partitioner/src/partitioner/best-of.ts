import { cutOf } from './cut-of.js';
import type { TrafficGraph } from './traffic-graph.js';

/** Many ways to cut a graph of more edges (each counted from both its nodes) are about as good, so it is tried once. */
const DENSE = 500_000;

/** How many times something is tried that costs a pass over the edges of a graph, `most` at most. */
export function triesFor({ targets }: TrafficGraph, most: number): number {
  return targets.length > DENSE ? 1 : most;
}

/**
 * Tries several times to partition a graph, and takes the partition with the least weight above the limits, of these that with the
 * least cut, and of these the first.
 */
export function bestOf(
  tries: number,
  graph: TrafficGraph,
  limits: Float64Array,
  partition: () => Int32Array,
): Int32Array {
  let best = partition();
  if (tries === 1) return best;
  let [leastExcess, leastCut] = [excessOf(graph, best, limits), cutOf(graph, best)];
  for (let attempt = 1; attempt < tries; attempt++) {
    const parts = partition();
    const [excess, cut] = [excessOf(graph, parts, limits), cutOf(graph, parts)];
    if (excess > leastExcess || (excess === leastExcess && cut >= leastCut)) continue;
    best = parts;
    leastExcess = excess;
    leastCut = cut;
  }
  return best;
}

function excessOf({ nodeWeights }: TrafficGraph, parts: Int32Array, limits: Float64Array): number {
  const partWeights = new Float64Array(limits.length);
  for (const [node, part] of parts.entries())
    partWeights[part] = (partWeights[part] ?? NaN) + (nodeWeights[node] ?? NaN);
  return partWeights.reduce((excess, weight, part) => excess + Math.max(0, weight - (limits[part] ?? NaN)), 0);
}
