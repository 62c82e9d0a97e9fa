import { type ExperimentDescription, independent, responseName, type SampledResponse } from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import * as statistics from '@disco-engine/statistics';
import type { Best, CaseMean } from './ranking.js';

type Optimisation = NonNullable<ExperimentDescription['optimisation']>;
/** The outcome of an optimisation that has ended. */
export type Outcome = NonNullable<Optimisation['outcome']>;

/** The candidates of an optimisation, ranked by the means of one response. */
export interface FinalistRanking {
  /**
   * Numbers of all cases: finalists, then the rest. By the response that the optimisation chose by, the chosen one is first, then those
   * that stayed in the selection longest; otherwise, and among equals, the best first.
   */
  readonly order: readonly number[];
  /** How far the mean of each other finalist is above that of the chosen one; the 95 % intervals hold together. */
  readonly differences: ReadonlyMap<number, statistics.MeanInterval>;
}

/** Relative to a mean, the width of an interval that comes from rounding. */
const ROUNDING = 1e-12;

/** Ranks the candidates by the values that count, which for finalists are those of the selection. */
export function rankFinalists(
  response: SampledResponse,
  means: readonly CaseMean[],
  outcome: Outcome,
  { experiment, best }: { readonly experiment: ExperimentDescription; readonly best: Best },
): FinalistRanking {
  const { chosen, finalists } = outcome;
  const isObjective = isObjectiveOf(experiment, response, best);
  const sign = best === 'least' ? 1 : -1;
  const worth = (number: number): number => {
    const { mean } = entryAt(means, number);
    return mean === undefined ? Infinity : sign * mean;
  };
  const rank = (number: number): number => {
    if (isObjective && number === chosen) return 0;
    return finalists.includes(number) ? 1 : 2;
  };
  const stay = (number: number): number => (isObjective && rank(number) === 1 ? entryAt(means, number).count : 0);
  const order = [...means.keys()].sort(
    (a, b) => rank(a) - rank(b) || stay(b) - stay(a) || ascending(worth(a), worth(b)) || a - b,
  );
  const others = finalists.filter((number) => number !== chosen);
  // Bonferroni, as in the selection.
  const confidence = 1 - 0.05 / Math.max(1, others.length);
  const differences = new Map<number, statistics.MeanInterval>();
  for (const number of chosen === null ? [] : others) {
    const [own, theirs] = [entryAt(response.cases, number), entryAt(response.cases, chosen ?? 0)];
    const now = independent(experiment, own, theirs);
    const before = independent(experiment, theirs, own);
    if (now.length > 0) differences.set(number, statistics.pairedDifference(now, before, confidence));
  }
  return { order, differences };
}

/** Whether the optimisation of an experiment chose by a response in a direction. */
export function isObjectiveOf({ optimisation }: ExperimentDescription, response: SampledResponse, best: Best): boolean {
  return responseName(response) === optimisation?.objective && best === optimisation.best;
}

/** Whether a difference from a mean is significant. */
export function isSignificant({ mean = 0, halfWidth = Infinity }: statistics.MeanInterval, of: number): boolean {
  return Math.abs(mean) > Math.max(halfWidth, ROUNDING * Math.abs(of));
}

/** Compares numbers that may both be infinite. */
function ascending(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
