import { entryAt } from '@disco-engine/kernel';
import { finalSelection, type FinalSelection } from './final-selection.js';
import { search } from './search.js';
import type { Point, Space } from './space.js';
import { Trials, type Evaluate, type Trial } from './trials.js';

/** Up to this many candidates are all compared, if half of the budget suffices. */
const FEW = 64;
/** Up to this many combinations are enumerated to count the candidates. */
const LOOKED_THROUGH = 10_000;

export interface FindBestOptions {
  readonly start: readonly Point[];
  readonly seed: number;
  readonly best: 'greatest' | 'least';
  /** Maximum total number of replications. */
  readonly budget: number;
  /** Replications of each candidate in the search. */
  readonly replications: number;
  /** Number of the best candidates found that are compared. */
  readonly finalists: number;
  readonly indifference: number;
  readonly confidence: number;
  /** Minimum number of replications of each finalist. */
  readonly first: number;
}

export interface Found extends FinalSelection {
  readonly trials: readonly Trial[];
  /** `all`: no search, because all candidates were compared. `end`: nothing better was found. `budget`: half of it was spent. */
  readonly search: 'all' | 'end' | 'budget';
  /** Number of replications run. */
  readonly used: number;
  /** First replication that counts for the choice. */
  readonly from: number;
}

/**
 * Finds the best candidate of a space: first a search, without a guarantee, then a selection among the best candidates found, with one.
 * The search spends at most half of the budget. If there are few candidates, all of them are compared instead.
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

/** The best candidates, ordered by their means. */
function finalistsOf(trials: Trials, count: number): number[] {
  const worth = (number: number): number => trials.worthOf(entryAt(trials.all, number));
  return trials.all
    .map(({ candidate }) => candidate.number)
    .filter((number) => worth(number) < Infinity)
    .sort((a, b) => worth(a) - worth(b))
    .slice(0, count);
}
