import { entryAt } from '@disco-engine/kernel';
import { intervalWarning, meanInterval, type IntervalWarning, type MeanInterval } from '@disco-engine/statistics';
import type { Optimisation, VariableValues, Variables } from '../definition/optimisation.js';
import { spaceOf } from '../definition/define-optimisation.js';
import type { Found } from '../search/find-best.js';
import type { Point } from '../search/space.js';
import { courseOf, guaranteeOf } from './guarantee.js';

/** A candidate, by what it is. */
export interface CandidateName<Own extends Variables = Variables> {
  /** In the order in which the search came to it, from 0 on; the case of a results folder. */
  readonly case: number;
  /** Of the variables. */
  readonly values: VariableValues<Own>;
}

/** A candidate that was compared in the end. */
export interface Finalist<Own extends Variables = Variables> extends CandidateName<Own> {
  /** Of the objective, over the replications of the selection, of which the search has seen none, at 95 %. */
  readonly interval: MeanInterval;
  /** Why the interval is not to be relied on. */
  readonly warning: IntervalWarning | undefined;
  /**
   * How much greater its mean is than that of the best one, over the replications that both have; the intervals of all finalists hold
   * together, with the confidence of the optimisation. Under common random numbers they are narrower than those of the means. Of the
   * best one, 0.
   */
  readonly difference: { readonly mean: number; readonly halfWidth: number };
  /** Whether that interval does not hold 0. */
  readonly isToldApart: boolean;
}

/** What an optimisation has come to. */
export interface OptimisationOutcome<Own extends Variables = Variables> {
  /** Undefined where each candidate has failed. */
  readonly best: Finalist<Own> | undefined;
  /** The others that were compared, the better first. */
  readonly others: readonly Finalist<Own>[];
  /** Names of the variables of which the best has the least or the greatest value that they may have: a wider range may hold a better one. */
  readonly atLimit: readonly string[];
  /** Whether what is guaranteed holds: the budget was enough for the selection. */
  readonly isDecided: boolean;
  /** What is guaranteed, and what is not; one paragraph. */
  readonly guarantee: string;
  /** How the search ended, and what it took; one sentence. */
  readonly course: string;
  /**
   * How the search ended: `end` where it found none better from other starting points, `budget` where it had used half of that, `all` where there was none,
   * since all candidates were compared.
   */
  readonly search: 'all' | 'end' | 'budget';
  /** How many candidates were tried. */
  readonly candidates: number;
  /** How many replications that took. */
  readonly replications: number;
  readonly budget: number;
  /** Candidates of which a replication has no value, and why. They are out. */
  readonly failed: readonly (CandidateName<Own> & { readonly reason: string })[];
}

/** Of a mean. */
const ROUNDING = 1e-12;

/** @param caseOf a candidate, its number in a results folder */
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
  // What comes of rounding alone is no difference.
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
    others: others.sort((a, b) => sign * ((a.interval.mean ?? NaN) - (b.interval.mean ?? NaN))),
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
