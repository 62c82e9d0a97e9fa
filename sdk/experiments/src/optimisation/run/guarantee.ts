import type { Optimisation } from '../definition/optimisation.js';
import type { Found } from '../search/find-best.js';

/** How the search has ended, and what it took; one sentence. */
export function courseOf({ budget }: Pick<Optimisation, 'budget'>, { search, trials, used }: Found): string {
  const took = `with ${used} of at most ${budget} replications`;
  if (search === 'all') return `All ${trials.length} candidates were compared, ${took}.`;
  if (search === 'end')
    return `${trials.length} candidates were tried, until a search from new starting points found none better, ${took}.`;
  return `${trials.length} candidates were tried, until half of the budget was used, ${took}: a larger one may find better ones.`;
}

/** What is known of the choice, in words. */
export function guaranteeOf(
  { indifference, confidence, best: wanted }: Pick<Optimisation, 'indifference' | 'confidence' | 'best'>,
  { best, finalists, search, isDecided }: Pick<Found, 'best' | 'finalists' | 'search' | 'isDecided'>,
): string {
  if (best === undefined) return 'Nothing was chosen: each candidate has a replication without a value.';
  const count = finalists.length;
  const whole = search === 'all';
  const among = whole ? `all ${count} candidates` : `the ${count} finalists`;
  const beyond = whole ? '' : ' Nothing is guaranteed of the search, which may have missed better ones.';
  if (count === 1) return `Only one candidate was left, so there was nothing to compare it with.${beyond}`;
  const mean = wanted === 'least' ? 'lowest' : 'highest';
  if (!isDecided)
    return (
      `Nothing is guaranteed: the budget ended before the best of ${among} was told from the others by ${indifference}. ` +
      `The chosen one has the ${mean} mean of those that were left.${beyond}`
    );
  return (
    `With a probability of at least ${Number((100 * confidence).toPrecision(6))} %, the chosen one is the best of ${among}, ` +
    `if that is better than each other by ${indifference} or more; where others are nearer, it is one of about the same mean ` +
    `(procedure KN, for values that are about normal).${beyond}`
  );
}
