import {
  type ExperimentDescription,
  independent,
  type SampledResponse,
  type SampledValue,
} from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import * as statistics from '@disco-engine/statistics';

/** Which mean of a response is the best one. */
export type Best = 'least' | 'greatest';

/** The values of a case, by replication. */
type Sample = ReadonlyMap<number, SampledValue>;

/** With more, comparing each with each takes minutes. */
export const MOST_COMPARED = 300;

/** The mean of a response in one case. */
export interface CaseMean extends statistics.MeanInterval {
  readonly warning: statistics.IntervalWarning['kind'] | undefined;
}

/** The cases of an experiment by their means of one response. */
export interface Ranking {
  /** Numbers of all cases, the best first, those that are not compared after them, and those without a value last. */
  readonly order: readonly number[];
  /** How each case compares with the best of the others, by its number; empty where `obstacle` says why nothing is compared. */
  readonly comparisons: ReadonlyMap<number, statistics.ComparisonWithBest>;
  /** The means of what is compared, by number of the case. */
  readonly means: ReadonlyMap<number, number>;
  /** How many values of each case are compared: those of replications that all of them have, with common random numbers. */
  readonly values: number;
  /** Cases that have values, and too few to be compared with the others. */
  readonly left: readonly number[];
  readonly obstacle: string | undefined;
  /** Of the case told to be the best, by how much it is better than the next one; with the others, all intervals of 95 % cover at once. */
  readonly lead: { readonly next: number; readonly mean: number; readonly halfWidth: number } | undefined;
}

/**
 * By number of the case. Of the finalists of an optimisation, only over replications that the search has not seen: it chose among the
 * others by what it saw.
 */
export function caseMeans({ cases }: SampledResponse, experiment: ExperimentDescription): CaseMean[] {
  const outcome = experiment.optimisation?.outcome;
  return cases.map((sample, number) => {
    const isFinalist = outcome?.finalists.includes(number) === true;
    const values = independent(experiment, isFinalist ? from(sample, outcome.from) : sample);
    const warning = values.length === 0 ? undefined : statistics.intervalWarning(values)?.kind;
    return { ...statistics.meanInterval(values), warning };
  });
}

export interface RankingOptions {
  readonly experiment: ExperimentDescription;
  /** By number of the case, how many values it is to have. */
  readonly asked: readonly number[];
  readonly best: Best;
}

/** Which case is the best by a response, and of which others it can be told apart. */
export function rankingOf(
  response: SampledResponse,
  means: readonly CaseMean[],
  { experiment, asked, best }: RankingOptions,
): Ranking {
  const sign = best === 'least' ? 1 : -1;
  const outcome = experiment.optimisation?.outcome;
  const isCompared = outcome === undefined ? comparable(means, asked) : finalist(means, outcome.finalists);
  const worth = ({ mean }: CaseMean): number => (mean === undefined ? Infinity : sign * mean);
  const rank = (number: number): number => (isCompared(number) ? 0 : 1);
  const order = [...means.keys()].sort(
    (a, b) => rank(a) - rank(b) || ascending(worth(entryAt(means, a)), worth(entryAt(means, b))) || a - b,
  );
  const compared = [...means.keys()].filter(isCompared);
  const left = [...means.keys()].filter((number) => entryAt(means, number).count > 0 && !isCompared(number));
  const none = { order, comparisons: new Map(), means: new Map(), values: 0, left, lead: undefined } as const;
  if (compared.length < 2) return { ...none, obstacle: 'two cases need two values or more each' };
  if (compared.length > MOST_COMPARED)
    return { ...none, obstacle: `of more than ${MOST_COMPARED} cases, each is not compared with each` };
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

/** Of an optimisation, those that were compared in the end: the others have been seen by the search alone, which chose among them. */
function finalist(means: readonly CaseMean[], finalists: readonly number[]): (number: number) => boolean {
  return (number) => finalists.includes(number) && entryAt(means, number).count >= 2;
}

/**
 * Whether a case has enough values: two, and not less than half of what it is to have where others have more. Only replications that all
 * cases have can be compared, so that one with few would leave little of the others.
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
  const first = experiment.optimisation?.outcome?.from ?? 0;
  const samples = compared.map((number) => from(entryAt(response.cases, number), first));
  if (!experiment.commonRandomNumbers) return samples.map((sample) => independent(experiment, sample));
  const [one = new Map<number, SampledValue>(), ...others] = samples;
  const common = new Map([...one].filter(([replication]) => others.every((sample) => sample.has(replication))));
  return samples.map((sample) => independent(experiment, sample, common));
}

/** The values of a replication and those after it. */
function from(sample: Sample, first: number): Sample {
  return new Map([...sample].filter(([replication]) => replication >= first));
}

/** By how much the winner is better than the one that comes nearest. */
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

/** Of numbers that may both be infinite. */
function ascending(a: number, b: number): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
