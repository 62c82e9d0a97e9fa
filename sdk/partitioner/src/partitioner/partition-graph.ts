import { DiscoError, RandomStreams } from '@disco-engine/kernel';
import { Assignment } from './assignment.js';
import { bestOf, triesFor } from './best-of.js';
import { fillEmptyParts } from './empty-parts.js';
import { partitionAgain, partitionMultilevel } from './multilevel.js';
import { leastLimit } from './part-limit.js';
import { evenOut } from './rebalancing.js';
import { partitionRecursively } from './recursive-bisection.js';
import { refine } from './refinement.js';
import type { TrafficGraph } from './traffic-graph.js';

/** The number of parts of a graph, and how even they must be. */
export interface GraphPartitionOptions {
  /** Number of parts; whole, at least 1. */
  readonly parts: number;
  /** Share by which a part may exceed the mean weight; above 0, 0.03 by default. */
  readonly imbalance?: number;
}

/** Number of cycles that start from the partition of the previous one. */
const CYCLES = 2;
/** Number of nodes of the coarsest graph per part. */
const COARSE_NODES_PER_PART = 60;
/** Least number of nodes of the coarsest graph, so that several tries have some choice. */
const LEAST_COARSE_NODES = 3000;
/** Number of times that the coarsest graph is partitioned; the best partition is used. */
const TRIES = 4;

/**
 * Partitions the nodes of a graph into parts of about the same weight with a small cut: a multilevel partitioning with
 * recursive bisection of the coarsest graph, local search on each level, and further cycles. The same input always gives the
 * same result.
 *
 * The target weight of a part is at most (1 + imbalance) times the mean or, if single nodes are too heavy for that, the weight
 * of the heaviest part in a simple schedule of the nodes by weight. If no such partition is found, a part may be heavier, but
 * never above the mean plus the heaviest node. Nodes of equal weight always meet the target. If all nodes weigh 0, each counts
 * as 1. No part is empty, unless there are fewer nodes than parts.
 *
 * @returns per node, its part, from 0 to `parts` - 1
 * @throws DiscoError ARGUMENT_INVALID if the number of parts or the imbalance is out of range
 */
export function partitionGraph(
  given: TrafficGraph,
  { parts: count, imbalance = 0.03 }: GraphPartitionOptions,
): Int32Array {
  check(count, imbalance);
  const graph = exactGraph(given);
  if (count === 1 || graph.nodeWeights.length === 0) return new Int32Array(graph.nodeWeights.length);
  const random = new RandomStreams({ masterSeed: 0, replication: 0 }).open('partitioner');
  const limit = leastLimit(graph.nodeWeights, count, imbalance);
  const options = {
    limits: new Float64Array(count).fill(limit),
    enough: Math.max(COARSE_NODES_PER_PART * count, LEAST_COARSE_NODES),
    random,
  };
  let parts = partitionMultilevel(graph, options, (coarsest) =>
    bestOf(triesFor(coarsest, TRIES), coarsest, options.limits, () => {
      const coarseParts = partitionRecursively(coarsest, limit, count, random);
      refine(new Assignment(coarsest, coarseParts, options.limits), random);
      return coarseParts;
    }),
  );
  for (let cycle = 0; cycle < CYCLES; cycle++) parts = partitionAgain(graph, options, parts);
  fillEmptyParts(new Assignment(graph, parts, options.limits));
  evenOut(graph, parts, count);
  return parts;
}

function check(parts: number, imbalance: number): void {
  if (!(Number.isInteger(parts) && parts >= 1))
    throw new DiscoError('ARGUMENT_INVALID', `the number of parts must be a whole number of at least 1, not ${parts}`);
  if (!(imbalance > 0 && imbalance < Infinity))
    throw new DiscoError('ARGUMENT_INVALID', `the imbalance must be a finite number above 0, not ${imbalance}`);
}

/** Converts weights to whole numbers, so that sums do not depend on their order. */
function exactGraph({ starts, targets, weights, nodeWeights }: TrafficGraph): TrafficGraph {
  const weightless = nodeWeights.every((weight) => weight === 0);
  return {
    starts,
    targets,
    weights: exactly(weights),
    nodeWeights: exactly(weightless ? new Float64Array(nodeWeights.length).fill(1) : nodeWeights),
  };
}

/** Whole numbers in the same proportions, up to rounding: scaled by a power of 2 such that their sum is exact. */
function exactly(weights: Float64Array): Float64Array {
  const greatest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  if (greatest === 0) return weights;
  const most = 2 ** 51 / weights.length;
  let scaled = greatest;
  let doublings = 0;
  for (; scaled > most; doublings--) scaled /= 2;
  for (; scaled * 2 <= most; doublings++) scaled *= 2;
  // In two steps, because a single factor would be infinite for the smallest numbers.
  const half = doublings >> 1;
  return weights.map((weight) => Math.round(weight * 2 ** half * 2 ** (doublings - half)));
}
