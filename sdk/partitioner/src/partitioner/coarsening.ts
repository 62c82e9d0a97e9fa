import type { RandomStream } from '@disco-engine/kernel';
import { coarsePartsOf, contract, type Contraction } from './contraction.js';
import { leafGroups } from './leaves.js';
import { matchNodes } from './matching.js';
import type { TrafficGraph } from './traffic-graph.js';

/** The most that a node may weigh with its leaves, in multiples of `HEAVIEST`. */
const HEAVIEST_HUB = 3;

/** A level that keeps more than this share of the nodes is not worth its time. */
const WORTH_A_LEVEL = 0.95;

/** The most that a node of the coarsest graph may weigh, in multiples of the mean weight of `enough` nodes. */
const HEAVIEST = 1.5;

/**
 * Contracts nodes with their leaves, then repeatedly matches nodes and contracts the pairs, until few nodes are left or hardly any of them
 * finds a mate.
 *
 * @param options.enough number of nodes that counts as few
 * @param parts per node; only nodes of the same part are matched
 * @returns the finest level first
 */
export function coarsen(
  graph: TrafficGraph,
  { enough, random }: { readonly enough: number; readonly random: RandomStream },
  parts?: Int32Array,
): Contraction[] {
  const total = graph.nodeWeights.reduce((sum, weight) => sum + weight, 0);
  const heaviest = (HEAVIEST * total) / enough;
  const levels: Contraction[] = [];
  let fine = graph;
  let fineParts = parts;
  const descend = (groups: Int32Array): boolean => {
    const { nodeOf, count } = numbered(groups);
    if (count > WORTH_A_LEVEL * nodeOf.length) return false;
    const level = { graph: contract(fine, nodeOf, count), nodeOf };
    levels.push(level);
    fine = level.graph;
    if (fineParts !== undefined) fineParts = coarsePartsOf(level, fineParts);
    return true;
  };
  if (fine.nodeWeights.length > enough)
    descend(leafGroups(fine, { heaviest: HEAVIEST_HUB * heaviest, parts: fineParts }));
  while (fine.nodeWeights.length > enough)
    if (!descend(firstOfPairs(matchNodes(fine, { heaviest, parts: fineParts }, random)))) break;
  return levels;
}

/** Per node, the first of it and its mate. */
function firstOfPairs(mates: Int32Array): Int32Array {
  return mates.map((mate, node) => Math.min(mate, node));
}

/**
 * Numbers the groups, in the order of their first nodes.
 *
 * @param groups per node, the node that stands for its group
 */
function numbered(groups: Int32Array): { readonly nodeOf: Int32Array; readonly count: number } {
  const numbers = new Int32Array(groups.length).fill(-1);
  let count = 0;
  const nodeOf = groups.map((group) => {
    if (numbers[group] === -1) numbers[group] = count++;
    return numbers[group] ?? NaN;
  });
  return { nodeOf, count };
}
