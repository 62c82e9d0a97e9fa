import type { RandomStream } from '@disco-engine/kernel';
import { Assignment } from './assignment.js';
import { bestOf } from './best-of.js';
import { GainQueue } from './gain-queue.js';
import { refine } from './refinement.js';
import type { TrafficGraph } from './traffic-graph.js';

/** Number of times that a part is grown, each from another node; the best result is used. */
const TRIES = 8;

/**
 * Splits nodes into the parts 0 and 1 by greedy graph growing (G. Karypis and V. Kumar, "A Fast and High Quality Multilevel
 * Scheme for Partitioning Irregular Graphs", SIAM J. Sci. Comput. 20(1), 1998) with refinement.
 *
 * @param target weight of part 0
 * @param limits of the two parts
 */
export function bisect(graph: TrafficGraph, target: number, limits: Float64Array, random: RandomStream): Int32Array {
  return bestOf(TRIES, graph, limits, () => {
    const parts = grow(graph, target, random);
    refine(new Assignment(graph, parts, limits), random);
    return parts;
  });
}

/**
 * Grows part 0 from a random node: the node that adds least to the cut comes next, or a random one if no other has an edge to
 * the part. Nodes that are too heavy are skipped. The rest is part 1.
 */
function grow(graph: TrafficGraph, target: number, random: RandomStream): Int32Array {
  const { starts, targets, weights, nodeWeights } = graph;
  const nodes = nodeWeights.length;
  const parts = new Int32Array(nodes).fill(1);
  const seen = new Uint8Array(nodes);
  const queue = new GainQueue(nodes);
  const gains = isolatedGains(graph);
  let weight = 0;
  for (let left = nodes; left > 0 && weight < target; left--) {
    const node = queue.size > 0 ? queue.pop() : nextUnseen(seen, random);
    seen[node] = 1;
    if (weight + (nodeWeights[node] ?? NaN) / 2 > target) continue;
    parts[node] = 0;
    weight += nodeWeights[node] ?? NaN;
    for (let edge = starts[node] ?? NaN; edge < (starts[node + 1] ?? NaN); edge++) {
      const next = targets[edge] ?? NaN;
      gains[next] = (gains[next] ?? NaN) + 2 * (weights[edge] ?? NaN);
      if (seen[next] === 0) queue.set(next, gains[next] ?? NaN);
    }
  }
  return parts;
}

/** Per node, the reduction of the cut if it moved to a part that it has no edge to. */
function isolatedGains({ starts, weights, nodeWeights }: TrafficGraph): Float64Array {
  const gains = new Float64Array(nodeWeights.length);
  for (let node = 0; node < gains.length; node++)
    for (let edge = starts[node] ?? NaN; edge < (starts[node + 1] ?? NaN); edge++)
      gains[node] = (gains[node] ?? NaN) - (weights[edge] ?? NaN);
  return gains;
}

/** A random node that has not been seen; there must be one. */
function nextUnseen(seen: Uint8Array, random: RandomStream): number {
  let node = random.below(seen.length);
  while (seen[node] === 1) node = (node + 1) % seen.length;
  return node;
}
