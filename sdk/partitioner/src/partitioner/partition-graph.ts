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

/** Into how many parts a graph is to be put, and how even these are to be. */
export interface GraphPartitionOptions {
  /** How many; a whole number from 1. */
  readonly parts: number;
  /** Share that a part may weigh above the mean; above 0, 0.03 by default. */
  readonly imbalance?: number;
}

/** Cycles that start from the partition that the one before has left. */
const CYCLES = 2;
/** Nodes of the coarsest graph, for each part. */
const COARSE_NODES_PER_PART = 60;
/** Nodes of the coarsest graph at least: what is tried several times needs some choice. */
const LEAST_COARSE_NODES = 3000;
/** How many times the coarsest graph is partitioned; the best partition is taken. */
const TRIES = 4;

/**
 * Puts the nodes of a graph into parts of about the same weight, so that little is cut: a multilevel partitioning with recursive bisection
 * of the coarsest graph, local search on each level, and further cycles. Same input, same answer.
 *
 * A part is meant to weigh at most (1 + imbalance) times the mean, or, where single nodes are too heavy for that, as much as the heaviest
 * part that a plain schedule of the nodes by their weight leads to. Where no way to that is found it may be more, but never above the mean
 * and the heaviest node together. Nodes of the same weight always keep to it. Where all nodes weigh 0, each counts as 1. No part is
 * without a node, unless there are fewer nodes than parts.
 *
 * @returns per node its part, from 0 to `parts` - 1
 * @throws DiscoError ARGUMENT_INVALID where the number of parts or the imbalance is out of its range
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
    throw new DiscoError('ARGUMENT_INVALID', `a graph is put into a whole number of parts from 1, not ${parts}`);
  if (!(imbalance > 0 && imbalance < Infinity))
    throw new DiscoError('ARGUMENT_INVALID', `the imbalance of parts is a finite number above 0, not ${imbalance}`);
}

/** Weights as whole numbers, so that sums do not depend on their order. */
function exactGraph({ starts, targets, weights, nodeWeights }: TrafficGraph): TrafficGraph {
  const weightless = nodeWeights.every((weight) => weight === 0);
  return {
    starts,
    targets,
    weights: exactly(weights),
    nodeWeights: exactly(weightless ? new Float64Array(nodeWeights.length).fill(1) : nodeWeights),
  };
}

/** Whole numbers in the same proportions, but for their rounding: scaled by a power of 2, so that their sum is exact. */
function exactly(weights: Float64Array): Float64Array {
  const greatest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  if (greatest === 0) return weights;
  const most = 2 ** 51 / weights.length;
  let scaled = greatest;
  let doublings = 0;
  for (; scaled > most; doublings--) scaled /= 2;
  for (; scaled * 2 <= most; doublings++) scaled *= 2;
  // In two steps, because a single factor for the smallest of all numbers would be infinite.
  const half = doublings >> 1;
  return weights.map((weight) => Math.round(weight * 2 ** half * 2 ** (doublings - half)));
}
