import { entryAt } from '@disco-engine/kernel';
import { pairedDifference, selectBest, type Selection } from '@disco-engine/statistics';
import type { Trials } from './trials.js';

/** About so many replications are run before each look, so that many cores have something to do. */
const AT_ONCE = 16;

export interface FinalSelectionOptions {
  /** Replications before that have been seen by the search, which chose the candidates by them; they do not count. */
  readonly from: number;
  readonly best: 'greatest' | 'least';
  readonly indifference: number;
  readonly confidence: number;
  /** How many replications the variances are taken from. */
  readonly first: number;
  /** Of `used` of the trials. */
  readonly budget: number;
}

export interface FinalSelection {
  /** Numbers of the candidates that were compared: all of them had a value in each replication. */
  readonly finalists: readonly number[];
  /** Undefined where none is left. */
  readonly best: number | undefined;
  /** Whether the procedure came to its end before the budget did, so that what it guarantees holds. */
  readonly isDecided: boolean;
  /** How much greater the mean of each other finalist is than that of the best; the intervals hold together. */
  readonly differences: readonly Difference[];
}

/** Over the replications that both have. */
export interface Difference {
  readonly finalist: number;
  readonly mean: number | undefined;
  readonly halfWidth: number | undefined;
}

type Samples = readonly (readonly number[])[];

/**
 * Chooses the best of some candidates by the procedure KN (`selectBest`), from replications of which the search has seen none, so that its
 * guarantee holds whatever the search has found. J. Boesel, B. L. Nelson and S.-H. Kim, "Using Ranking and Selection to 'Clean Up'
 * after Simulation Optimization", Operations Research 51(5), 2003, give the reasons. A candidate with a replication that has no value
 * is left out, and the others are compared as if it had never been there.
 */
export async function finalSelection(
  trials: Trials,
  candidates: readonly number[],
  options: FinalSelectionOptions,
): Promise<FinalSelection> {
  const { from, first, budget } = options;
  await trials.replicate(candidates, from + first);
  for (;;) {
    const finalists = candidates.filter((number) => entryAt(trials.all, number).fault === undefined);
    const samples = finalists.map((number) => sampleOf(trials, number, from));
    const { survivors, best, more } = selectionOf(samples, options);
    const affordable = Math.floor((budget - trials.used) / survivors.length);
    if (best !== undefined || survivors.length === 0 || more > affordable) {
      const winner = best ?? bestOf(samples, survivors, options.best);
      return {
        finalists,
        best: winner === undefined ? undefined : finalists[winner],
        isDecided: best !== undefined,
        differences: winner === undefined ? [] : differencesOf(finalists, samples, winner, options.confidence),
      };
    }
    const each = Math.min(affordable, Math.max(more, Math.ceil(AT_ONCE / survivors.length)));
    // They have as many as each other, unless one was given up before another one failed.
    const counts = survivors.map((system) => entryAt(samples, system).length);
    for (const count of new Set(counts)) {
      const alike = survivors.filter((_, at) => counts[at] === count);
      await trials.replicate(
        alike.map((system) => entryAt(finalists, system)),
        from + count + each,
      );
    }
  }
}

/** The replications of a candidate that the selection goes by. */
export function sampleOf(trials: Trials, number: number, from: number): readonly number[] {
  return entryAt(trials.all, number).values.slice(from);
}

function selectionOf(
  samples: Samples,
  { best, indifference, confidence, first }: FinalSelectionOptions,
): Pick<Selection, 'survivors' | 'best' | 'more'> {
  if (samples.length > 1) return selectBest(samples, { best, indifference, confidence, first });
  return { survivors: [...samples.keys()], best: samples.length === 1 ? 0 : undefined, more: 0 };
}

/** By the mean over the replications that all survivors have. */
function bestOf(samples: Samples, survivors: readonly number[], best: 'greatest' | 'least'): number | undefined {
  const [first] = survivors;
  if (first === undefined) return undefined;
  const common = Math.min(...survivors.map((system) => entryAt(samples, system).length));
  const sign = best === 'least' ? 1 : -1;
  const sum = (system: number): number =>
    sign *
    entryAt(samples, system)
      .slice(0, common)
      .reduce((total, value) => total + value, 0);
  return survivors.reduce((a, b) => (sum(b) < sum(a) ? b : a), first);
}

/** By Bonferroni, each with so much less error. */
function differencesOf(
  finalists: readonly number[],
  samples: Samples,
  winner: number,
  confidence: number,
): Difference[] {
  const best = entryAt(samples, winner);
  const each = 1 - (1 - confidence) / Math.max(1, samples.length - 1);
  return [...samples.entries()]
    .filter(([system]) => system !== winner)
    .map(([system, own]) => {
      const common = Math.min(own.length, best.length);
      const { mean, halfWidth } = pairedDifference(own.slice(0, common), best.slice(0, common), each);
      return { finalist: entryAt(finalists, system), mean, halfWidth };
    });
}
