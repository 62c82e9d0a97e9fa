import { entryAt } from '@disco-engine/kernel';
import { intervalWarning, meanInterval, type IntervalWarning, type MeanInterval } from '@disco-engine/statistics';
import type { Optimisation, VariableValues, Variables } from '../definition/optimisation.js';
import { spaceOf } from '../definition/define-optimisation.js';
import type { Found } from '../search/find-best.js';
import type { Point } from '../search/space.js';
import { courseOf, guaranteeOf } from './guarantee.js';

/** Identifies a candidate. */
export interface CandidateName<Own extends Variables = Variables> {
  /** Case number in the results folder; without a folder, numbered from 0 in the order that the search reached the candidates. */
  readonly case: number;
  /** Values of the variables. */
  readonly values: VariableValues<Own>;
}

/** A candidate that took part in the final selection. */
export interface Finalist<Own extends Variables = Variables> extends CandidateName<Own> {
  /** 95 % interval of the objective, over the replications of the selection, none of which the search has seen. */
  readonly interval: MeanInterval;
  /** Why the interval is unreliable, if it is. */
  readonly warning: IntervalWarning | undefined;
  /**
   * Its mean minus that of the best finalist, over the replications that both have. The intervals of all finalists hold together with the
   * confidence of the optimisation. With common random numbers they are narrower than those of the means. 0 for the best finalist.
   */
  readonly difference: { readonly mean: number; readonly halfWidth: number };
  /** Whether the difference is significant: its interval does not contain 0. */
  readonly isToldApart: boolean;
}

/** The outcome of an optimisation. */
export interface OptimisationOutcome<Own extends Variables = Variables> {
  /** Undefined if every candidate failed. */
  readonly best: Finalist<Own> | undefined;
  /** The other finalists: those that stayed in the selection longest first, and of these the best first. */
  readonly others: readonly Finalist<Own>[];
  /** Names of the variables whose value in the best candidate is at a limit of their range: a wider range may hold a better value. */
  readonly atLimit: readonly string[];
  /** Whether the guarantee holds, because the budget sufficed for the selection. */
  readonly isDecided: boolean;
  /** What is guaranteed and what is not; one paragraph. */
  readonly guarantee: string;
  /** How the search ended, and what it took; one sentence. */
  readonly course: string;
  /**
   * How the search ended: `end` if it found nothing better from new starting points, `budget` if it spent half of the budget, `all` if
   * no search was needed because all candidates were compared.
   */
  readonly search: 'all' | 'end' | 'budget';
  /** Number of candidates tried. */
  readonly candidates: number;
  /** Number of replications run. */
  readonly replications: number;
  readonly budget: number;
  /** Candidates excluded because a replication has no value, and why it has none. */
  readonly failed: readonly (CandidateName<Own> & { readonly reason: string })[];
}

/** Rounding error relative to a mean. */
const ROUNDING = 1e-12;

/** @param caseOf maps a candidate to its case number */
export function outcomeOf<Own extends Variables>(
  optimisation: Optimisation<Own>,
  found: Found,
  caseOf: (candidate: number) => number,
): OptimisationOutcome<Own> {
  const { trials, finalists, best, differences, from } = found;
  const sampleOf = (number: number): readonly number[] => entryAt(trials, number).values.slice(from);
  const nameOf = (number: number): CandidateName<Own> => ({
    case: caseOf(number),
    values: entryAt(trials, number).candidate.values as VariableValues<Own>,
  });
  // Differences within rounding do not count.
  const rounding = best === undefined ? 0 : ROUNDING * Math.abs(meanInterval(sampleOf(best)).mean ?? 0);
  const finalistOf = (number: number): Finalist<Own> => {
    const sample = sampleOf(number);
    const { mean = 0, halfWidth = 0 } = differences.find(({ finalist }) => finalist === number) ?? {};
    return {
      ...nameOf(number),
      interval: meanInterval(sample),
      warning: intervalWarning(sample),
      difference: { mean, halfWidth },
      isToldApart: Math.abs(mean) > Math.max(halfWidth, rounding),
    };
  };
  const sign = optimisation.best === 'least' ? 1 : -1;
  const others = finalists.filter((number) => number !== best).map(finalistOf);
  return {
    best: best === undefined ? undefined : finalistOf(best),
    others: others.sort(
      // One that was eliminated early may have a better mean by chance, but was found to be worse than another.
      (a, b) => b.interval.count - a.interval.count || sign * ((a.interval.mean ?? NaN) - (b.interval.mean ?? NaN)),
    ),
    atLimit: best === undefined ? [] : atLimitOf(optimisation, entryAt(trials, best).candidate.point),
    isDecided: found.isDecided,
    guarantee: guaranteeOf(optimisation, found),
    course: courseOf(optimisation, found),
    search: found.search,
    candidates: trials.length,
    replications: found.used,
    budget: optimisation.budget,
    failed: trials.flatMap(({ candidate: { number }, fault }) =>
      fault === undefined ? [] : [{ ...nameOf(number), reason: fault }],
    ),
  };
}

function atLimitOf(optimisation: Optimisation, point: Point): string[] {
  const { dimensions } = spaceOf(optimisation);
  return dimensions
    .filter(({ values, isOrdered }, at) => {
      const place = entryAt(point, at);
      return isOrdered && values.length > 1 && (place === 0 || place === values.length - 1);
    })
    .map(({ name }) => name);
}
