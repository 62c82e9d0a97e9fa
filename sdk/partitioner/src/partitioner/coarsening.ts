import type { RandomStream } from '@disco-engine/kernel';
import { coarsePartsOf, contract, type Contraction } from './contraction.js';
import { matchNodes } from './matching.js';
import type { TrafficGraph } from './traffic-graph.js';

/** A level that keeps more than this share of the nodes is not worth its time. */
const WORTH_A_LEVEL = 0.95;

/** The most that a node of the coarsest graph may weigh, in multiples of the mean weight of `enough` nodes. */
const HEAVIEST = 1.5;

/**
 * Repeatedly matches nodes and contracts the pairs, until few nodes are left or hardly any of them finds a mate.
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
  while (fine.nodeWeights.length > enough) {
    const { nodeOf, count } = pairsOf(matchNodes(fine, { heaviest, parts: fineParts }, random));
    if (count > WORTH_A_LEVEL * nodeOf.length) break;
    const level = { graph: contract(fine, nodeOf, count), nodeOf };
    levels.push(level);
    fine = level.graph;
    if (fineParts !== undefined) fineParts = coarsePartsOf(level, fineParts);
  }
  return levels;
}

/** Numbers the pairs, in the order of their first nodes. */
function pairsOf(mates: Int32Array): { readonly nodeOf: Int32Array; readonly count: number } {
  const nodeOf = new Int32Array(mates.length);
  let count = 0;
  for (const [node, mate] of mates.entries()) nodeOf[node] = mate < node ? (nodeOf[mate] ?? NaN) : count++;
  return { nodeOf, count };
}
