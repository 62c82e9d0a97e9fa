import {
  type ExperimentDescription,
  independent,
  type SampledResponse,
  type SampledValue,
} from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import * as statistics from '@disco-engine/statistics';

/** Whether the least or the greatest mean of a response is best. */
export type Best = 'least' | 'greatest';

/** The values of a case, by replication. */
type Sample = ReadonlyMap<number, SampledValue>;

/** Comparing more cases pair by pair takes minutes. */
export const MOST_COMPARED = 300;

/** The mean of a response in one case. */
export interface CaseMean extends statistics.MeanInterval {
  readonly warning: statistics.IntervalWarning['kind'] | undefined;
}

/** The cases of an experiment, ranked by the means of one response. */
export interface Ranking {
  /** Numbers of all cases: compared cases first, from the best on, then those not compared, then those without a value. */
  readonly order: readonly number[];
  /** How each case compares with the best of the others, by case number; empty if `obstacle` prevents a comparison. */
  readonly comparisons: ReadonlyMap<number, statistics.ComparisonWithBest>;
  /** Means of the compared values, by case number. */
  readonly means: ReadonlyMap<number, number>;
  /** Number of values compared per case; with common random numbers, those of the replications that all cases have. */
  readonly values: number;
  /** Cases with too few values to compare. */
  readonly left: readonly number[];
  /** Why nothing is compared. */
  readonly obstacle: string | undefined;
  /** How far the best case, if there is one, is ahead of the runner-up; the 95 % intervals against all other cases hold together. */
  readonly lead: { readonly next: number; readonly mean: number; readonly halfWidth: number } | undefined;
}

/** The mean of each case, by case number. */
export function caseMeans({ cases }: SampledResponse, experiment: ExperimentDescription): CaseMean[] {
  return cases.map((sample) => {
    const values = independent(experiment, sample);
    const warning = values.length === 0 ? undefined : statistics.intervalWarning(values)?.kind;
    return { ...statistics.meanInterval(values), warning };
  });
}

export interface RankingOptions {
  readonly experiment: ExperimentDescription;
  /** Number of values that each case should have, by case number. */
  readonly asked: readonly number[];
  readonly best: Best;
}

/** Ranks the cases by a response, and finds which of them differ significantly from the best. */
export function rankingOf(
  response: SampledResponse,
  means: readonly CaseMean[],
  { experiment, asked, best }: RankingOptions,
): Ranking {
  const sign = best === 'least' ? 1 : -1;
  const isCompared = comparable(means, asked);
  const worth = ({ mean }: CaseMean): number => (mean === undefined ? Infinity : sign * mean);
  const rank = (number: number): number => (isCompared(number) ? 0 : 1);
  const order = [...means.keys()].sort(
    (a, b) => rank(a) - rank(b) || ascending(worth(entryAt(means, a)), worth(entryAt(means, b))) || a - b,
  );
  const compared = [...means.keys()].filter(isCompared);
  const left = [...means.keys()].filter((number) => entryAt(means, number).count > 0 && !isCompared(number));
  const none = { order, comparisons: new Map(), means: new Map(), values: 0, left, lead: undefined } as const;
  // The search has chosen what to try by these values, which makes the best of many look better than it is.
  if (experiment.optimisation !== undefined) return { ...none, obstacle: 'the optimisation has not ended' };
  if (compared.length < 2) return { ...none, obstacle: 'at least two cases need two or more values each' };
  if (compared.length > MOST_COMPARED)
    return { ...none, obstacle: `more than ${MOST_COMPARED} cases are too many to compare pair by pair` };
  const paired = experiment.commonRandomNumbers;
  const systems = systemsOf(response, compared, experiment);
  const values = entryAt(systems, 0).length;
  if (paired && values < 2)
    return { ...none, obstacle: `the cases have ${values === 0 ? 'no replication' : 'one replication'} in common` };
  const comparisons = statistics.compareWithBest(systems, { paired, best });
  const winner = comparisons.find(({ verdict }) => verdict === 'best');
  const byCase = comparisons.map((one) => [entryAt(compared, one.system), one] as const);
  const lead = winner && leadOf(systems, compared, winner.system, { paired, sign });
  const ofCompared = new Map(
    systems.map((sample, at) => [entryAt(compared, at), statistics.summary(sample).mean ?? NaN]),
  );
  return { order, comparisons: new Map(byCase), means: ofCompared, values, left, obstacle: undefined, lead };
}

/**
 * Whether a case has enough values: at least two, and at least half of what it should have or the fullest case has. Only
 * replications that all cases have can be compared, so a case with few would discard most values of the others.
 */
function comparable(means: readonly CaseMean[], asked: readonly number[]): (number: number) => boolean {
  const most = means.reduce((greatest, { count }) => Math.max(greatest, count), 0);
  return (number) => {
    const { count } = entryAt(means, number);
    return count >= 2 && 2 * count >= Math.min(most, asked[number] ?? 0);
  };
}

function systemsOf(
  response: SampledResponse,
  compared: readonly number[],
  experiment: ExperimentDescription,
): number[][] {
  const samples = compared.map((number): Sample => entryAt(response.cases, number));
  if (!experiment.commonRandomNumbers) return samples.map((sample) => independent(experiment, sample));
  const [one = new Map<number, SampledValue>(), ...others] = samples;
  const common = new Map([...one].filter(([replication]) => others.every((sample) => sample.has(replication))));
  return samples.map((sample) => independent(experiment, sample, common));
}

/** How far the winner is ahead of the runner-up. */
function leadOf(
  systems: readonly number[][],
  compared: readonly number[],
  winner: number,
  { paired, sign }: { readonly paired: boolean; readonly sign: number },
): Ranking['lead'] {
  const differences = statistics.simultaneousDifferences(systems, { paired, control: winner });
  const ahead = differences.map(({ system, mean = NaN, halfWidth = NaN }) => ({
    next: entryAt(compared, system),
    mean: sign * mean,
    halfWidth,
  }));
  return ahead.reduce((a, b) => (b.mean < a.mean ? b : a));
}

/** Compares numbers that may both be infinite. */
function ascending(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
