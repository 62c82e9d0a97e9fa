import { entryAt } from '@disco-engine/kernel';
import { pairedDifference, selectBest, type Selection } from '@disco-engine/statistics';
import type { Trials } from './trials.js';

/** Approximate number of replications between looks at the results, so that many cores stay busy. */
const AT_ONCE = 16;

export interface FinalSelectionOptions {
  /** First replication that counts; the search chose the candidates by the earlier ones. */
  readonly from: number;
  readonly best: 'greatest' | 'least';
  readonly indifference: number;
  readonly confidence: number;
  /** Number of replications that the variances are estimated from. */
  readonly first: number;
  /** Maximum of `trials.used`. */
  readonly budget: number;
}

export interface FinalSelection {
  /** Numbers of the compared candidates, all with a value in every replication. */
  readonly finalists: readonly number[];
  /** Undefined if no candidate is left. */
  readonly best: number | undefined;
  /** Whether the procedure finished within the budget, so that its guarantee holds. */
  readonly isDecided: boolean;
  /** The mean of each other finalist minus that of the best; the intervals hold together. */
  readonly differences: readonly Difference[];
}

/** The difference over the replications that both have. */
export interface Difference {
  readonly finalist: number;
  readonly mean: number | undefined;
  readonly halfWidth: number | undefined;
}

type Samples = readonly (readonly number[])[];

/**
 * Chooses the best of some candidates with procedure KN (`selectBest`), from replications that the search has not seen, so that its
 * guarantee holds whatever the search found. For the reasons see J. Boesel, B. L. Nelson and S.-H. Kim, "Using Ranking and Selection to
 * 'Clean Up' after Simulation Optimization", Operations Research 51(5), 2003. A candidate with a replication without a value is left
 * out, and the others are compared as if it did not exist.
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
    // All survivors have equally many, unless one was eliminated before another failed and then returned.
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

/** The values of a candidate that count in the selection. */
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

/** The best survivor by the mean over the replications that all survivors have. */
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

/** Bonferroni: the intervals share the error probability. */
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
