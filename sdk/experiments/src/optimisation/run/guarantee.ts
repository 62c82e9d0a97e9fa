import type { Optimisation } from '../definition/optimisation.js';
import type { Found } from '../search/find-best.js';

/** How the search ended, and what it took; one sentence. */
export function courseOf({ budget }: Pick<Optimisation, 'budget'>, { search, trials, used }: Found): string {
  const took = `${used} of at most ${budget} replications`;
  if (search === 'all' && trials.length === 1) return `There is only one candidate, which took ${took}.`;
  if (search === 'all') return `All ${trials.length} candidates were compared, using ${took}.`;
  if (search === 'end')
    return `${trials.length} candidates were tried, using ${took}, until a search from new starting points found nothing better.`;
  return `${trials.length} candidates were tried, using ${took}, until the search had spent half of the budget; a larger budget may find better ones.`;
}

/** The guarantee for the chosen candidate, in words. */
export function guaranteeOf(
  { indifference, confidence, best: wanted }: Pick<Optimisation, 'indifference' | 'confidence' | 'best'>,
  { best, finalists, search, isDecided, differences, trials }: Found,
): string {
  if (best === undefined) return 'Nothing was chosen: every candidate has a replication without a value.';
  const count = finalists.length;
  const whole = search === 'all';
  const all = count === trials.length ? `all ${count} candidates` : `the ${count} candidates that have not failed`;
  const among = whole ? all : `the ${count} finalists`;
  const beyond = whole ? '' : ' The search itself guarantees nothing: it may have missed better candidates.';
  if (count === 1) return `Only one candidate was left, so there was nothing to compare it with.${beyond}`;
  const mean = wanted === 'least' ? 'lowest' : 'highest';
  if (!isDecided)
    return (
      `Nothing is guaranteed: the budget ran out before one of ${among} was shown to be within ${indifference} of the best. ` +
      `Chosen is the candidate with the ${mean} mean of those still in the selection.${beyond}`
    );
  return (
    `With a probability of at least ${Number((100 * confidence).toPrecision(6))} %, the chosen candidate is the best of ${among}, ` +
    `if the best is ahead of every other by ${indifference} (the indifference zone) or more; if others are closer, its mean is about that of the best ` +
    `(procedure KN, for approximately normal values).${constantText(differences)}${beyond}`
  );
}

/** Relative variation of a difference that counts as rounding. */
const ROUNDING = 1e-9;

/** A caveat on differences that do not vary, which the procedure takes as known exactly. */
function constantText(differences: Found['differences']): string {
  const constant = differences.filter(({ mean = 0, halfWidth = 0 }) => halfWidth <= ROUNDING * Math.abs(mean)).length;
  if (constant === 0) return '';
  const which = constant === 1 ? 'one finalist' : `${constant} finalists`;
  return ` Its difference from ${which} is the same in every replication and was taken as exact: a rare event may not have happened yet.`;
}
