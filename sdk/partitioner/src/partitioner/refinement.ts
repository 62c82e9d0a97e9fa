import type { RandomStream } from '@disco-engine/kernel';
import type { Assignment } from './assignment.js';
import { cutOf } from './cut-of.js';
import { LocalSearch } from './local-search.js';
import { rebalance } from './rebalancing.js';

/** Maximum number of rounds of local search. */
const ROUNDS = 8;

/** A round of refinement that gains less than this share of the cut is the last one. */
const WORTH_A_ROUND = 0.002;

/**
 * Moves nodes to other parts until that gains hardly anything and, if possible, no part exceeds its limit.
 */
export function refine(assignment: Assignment, random: RandomStream): void {
  rebalance(assignment);
  const search = new LocalSearch(assignment, random);
  let cut = cutOf(assignment.graph, assignment.parts);
  for (let round = 0; round < ROUNDS; round++) {
    const excess = assignment.excess;
    const gained = search.round();
    cut -= gained;
    if (gained <= WORTH_A_ROUND * cut && assignment.excess === excess) break;
  }
}
