import type { Optimisation } from '../definition/optimisation.js';
import type { Found } from '../search/find-best.js';

/** How the search has ended, and what it took; one sentence. */
export function courseOf({ budget }: Pick<Optimisation, 'budget'>, { search, trials, used }: Found): string {
  const took = `with ${used} of at most ${budget} replications`;
  if (search === 'all' && trials.length === 1) return `There is one candidate, ${took}.`;
  if (search === 'all') return `All ${trials.length} candidates were compared, ${took}.`;
  if (search === 'end')
    return `${trials.length} candidates were tried, until a search from new starting points found none better, ${took}.`;
  return `${trials.length} candidates were tried, until half of the budget was used, ${took}: a larger one may find better ones.`;
}

/** What is known of the choice, in words. */
export function guaranteeOf(
  { indifference, confidence, best: wanted }: Pick<Optimisation, 'indifference' | 'confidence' | 'best'>,
  { best, finalists, search, isDecided, differences, trials }: Found,
): string {
  if (best === undefined) return 'Nothing was chosen: each candidate has a replication without a value.';
  const count = finalists.length;
  const whole = search === 'all';
  const all = count === trials.length ? `all ${count} candidates` : `the ${count} candidates that have not failed`;
  const among = whole ? all : `the ${count} finalists`;
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
    `(procedure KN, for values that are about normal).${constantText(differences)}${beyond}`
  );
}

/** Of a difference, what comes of rounding. */
const ROUNDING = 1e-9;

/** The procedure takes a difference that does not vary for one that is known. */
function constantText(differences: Found['differences']): string {
  const constant = differences.filter(({ mean = 0, halfWidth = 0 }) => halfWidth <= ROUNDING * Math.abs(mean)).length;
  if (constant === 0) return '';
  const which = constant === 1 ? 'one finalist' : `${constant} finalists`;
  return ` Over the replications, the difference of ${which} from it does not vary at all: what is rare may not have been seen.`;
}
