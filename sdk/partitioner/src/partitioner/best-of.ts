import { cutOf } from './cut-of.js';
import type { TrafficGraph } from './traffic-graph.js';

/**
 * With more edges than this (each counted from both of its nodes), different cuts are about equally good, so one try is enough.
 */
const DENSE = 500_000;

/** Number of tries for something that costs a pass over the edges of a graph; at most `most`. */
export function triesFor({ targets }: TrafficGraph, most: number): number {
  return targets.length > DENSE ? 1 : most;
}

/**
 * Partitions a graph several times and returns the best result: the one with the least weight above the limits, then with the
 * least cut, then the first.
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
