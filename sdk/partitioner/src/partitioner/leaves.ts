import type { TrafficGraph } from './traffic-graph.js';

/**
 * Groups each node with its leaves, the nodes that have no other neighbor: hardly a good partition separates them, but matching takes a
 * level for each leaf of a node, and stops at a weight at which some nodes have all of their leaves and others have not.
 *
 * @param limits.heaviest the most that a group may weigh; further leaves stay alone
 * @param limits.parts per node, its part; a leaf joins a node of the same one
 * @returns per node, the node whose group it is in: itself, or the neighbor of a leaf
 */
export function leafGroups(
  { starts, targets, nodeWeights }: TrafficGraph,
  { heaviest, parts }: { readonly heaviest: number; readonly parts?: Int32Array | undefined },
): Int32Array {
  const groups = Int32Array.from({ length: nodeWeights.length }, (_, node) => node);
  const weights = nodeWeights.slice();
  const degree = (node: number): number => (starts[node + 1] ?? NaN) - (starts[node] ?? NaN);
  for (const node of groups.keys()) {
    if (degree(node) !== 1) continue;
    const hub = targets[starts[node] ?? NaN] ?? NaN;
    // Of two nodes that are each other's only neighbor, neither is the other's leaf.
    if (degree(hub) === 1 || (parts !== undefined && parts[hub] !== parts[node])) continue;
    const together = (weights[hub] ?? NaN) + (nodeWeights[node] ?? NaN);
    if (together > heaviest) continue;
    weights[hub] = together;
    groups[node] = hub;
  }
  return groups;
}
