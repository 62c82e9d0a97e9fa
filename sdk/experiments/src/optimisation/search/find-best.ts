import { entryAt } from '@disco-engine/kernel';
import { finalSelection, type FinalSelection } from './final-selection.js';
import { search } from './search.js';
import type { Point, Space } from './space.js';
import { Trials, type Evaluate, type Trial } from './trials.js';

/** Of so few candidates or less, all are compared, as far as half of the budget is enough for it. */
const FEW = 64;
/** So many combinations or less are looked through to see how many candidates there are. */
const LOOKED_THROUGH = 10_000;

export interface FindBestOptions {
  readonly start: readonly Point[];
  readonly seed: number;
  readonly best: 'greatest' | 'least';
  /** The most replications that it may take. */
  readonly budget: number;
  /** Of each candidate in the search. */
  readonly replications: number;
  /** How many of the best ones that the search has found are compared. */
  readonly finalists: number;
  readonly indifference: number;
  readonly confidence: number;
  /** The fewest replications of each that is compared. */
  readonly first: number;
}

export interface Found extends FinalSelection {
  readonly trials: readonly Trial[];
  /** `all`: there was no search, since all candidates were compared. `end`: none better was found. `budget`: half of that was used. */
  readonly search: 'all' | 'end' | 'budget';
  /** How many replications there are. */
  readonly used: number;
  /** Replications before that do not count for the choice. */
  readonly from: number;
}

/**
 * Finds the best candidate of a space: a search, which guarantees nothing, and then the selection among the best that it has found, which
 * does. The search takes at most half of the budget. Where there are few candidates, all of them are compared.
 */
export async function findBest(space: Space, evaluate: Evaluate, options: FindBestOptions): Promise<Found> {
  const { best, budget, replications, first } = options;
  const trials = new Trials(space, evaluate, best === 'least' ? 1 : -1);
  const half = Math.floor(budget / 2);
  const all = space.size <= LOOKED_THROUGH ? space.all() : undefined;
  const few = all !== undefined && all.length <= FEW && all.length * first <= half ? all : undefined;
  if (few !== undefined) {
    await trials.take(few, first, half);
    const numbers = trials.all.map(({ candidate }) => candidate.number);
    const selection = await finalSelection(trials, numbers, { ...options, from: 0 });
    return { ...selection, trials: trials.all, search: 'all', used: trials.used, from: 0 };
  }
  const isAtEnd = await search(space, trials, { ...options, budget: half });
  const numbers = finalistsOf(trials, Math.min(options.finalists, Math.floor((budget - trials.used) / first)));
  const selection = await finalSelection(trials, numbers, { ...options, from: replications });
  return {
    ...selection,
    trials: trials.all,
    search: isAtEnd ? 'end' : 'budget',
    used: trials.used,
    from: replications,
  };
}

/** The best, in the order of their means. */
function finalistsOf(trials: Trials, count: number): number[] {
  const worth = (number: number): number => trials.worthOf(entryAt(trials.all, number));
  return trials.all
    .map(({ candidate }) => candidate.number)
    .filter((number) => worth(number) < Infinity)
    .sort((a, b) => worth(a) - worth(b))
    .slice(0, count);
}
