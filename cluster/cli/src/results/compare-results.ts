import { isDeepStrictEqual } from 'node:util';
import {
  channelsOf,
  countedResponse,
  declaredResponses,
  independent,
  responsesOf,
  type CaseResults,
  type Results,
  type SampledResponse,
} from '@disco-engine/experiments';
import { entryAt, InvalidInputError } from '@disco-engine/kernel';
import * as statistics from '@disco-engine/statistics';

/** A response in a case of one folder and in that of another. */
export interface ComparedResponse {
  readonly name: string;
  readonly unit: string;
  /** Case numbers in both folders. */
  readonly cases: readonly [first: number, second: number];
  /** Means over the replications that are compared. */
  readonly means: readonly [first: number | undefined, second: number | undefined];
  /** Second minus first; the 95 % intervals of a response in all cases hold together. */
  readonly difference: statistics.DifferenceInterval;
  /** Number of values compared; of each folder, if they are not paired. */
  readonly n: readonly number[];
}

export interface ResultsComparison {
  readonly responses: readonly ComparedResponse[];
  /** Whether replications with the same number are compared, because both folders have the same seed. */
  readonly isPaired: boolean;
  /** What else differs, and what the comparison leaves out. */
  readonly notes: readonly string[];
}

/**
 * Compares the common responses of two results folders, in the cases with the same parameters.
 *
 * @param names names of the responses
 * @throws InvalidInputError `OPTIONS_INVALID` if no cases correspond
 */
export function compareResults(first: Results, second: Results, names: readonly string[]): ResultsComparison {
  const { pairs, note } = pairsOf(first, second);
  const isPaired = first.experiment.seed === second.experiment.seed;
  const confidence = 1 - 0.05 / pairs.length;
  // Then only the means of pairs are independent, in both folders.
  const antithetic = first.experiment.antithetic || second.experiment.antithetic;
  const [ofFirst, ofSecond] = [sampledIn(first), sampledIn(second)];
  const responses = names.flatMap((name) => {
    const [one, other] = [ofFirst.get(name), ofSecond.get(name)];
    if (one === undefined || other === undefined) return [];
    return pairs.flatMap((cases): ComparedResponse[] => {
      const [before, now] = [entryAt(one.cases, cases[0]), entryAt(other.cases, cases[1])];
      const [a, b] = isPaired
        ? [independent({ antithetic }, now, before), independent({ antithetic }, before, now)]
        : [independent(second.experiment, now), independent(first.experiment, before)];
      if (a.length === 0 || b.length === 0) return [];
      const difference = isPaired
        ? statistics.pairedDifference(a, b, confidence)
        : statistics.independentDifference(a, b, confidence);
      const means = [statistics.summary(b).mean, statistics.summary(a).mean] as const;
      return [{ name, unit: one.unit, cases, means, difference, n: isPaired ? [a.length] : [b.length, a.length] }];
    });
  });
  return { responses, isPaired, notes: [...note, ...settingNotes(first, second)] };
}

/** The responses of a folder by name, with the values that count. */
function sampledIn({ experiment, runs, cases }: Results): ReadonlyMap<string, SampledResponse> {
  const all = [
    ...declaredResponses(experiment.responses, runs, cases.length),
    ...channelsOf(runs).flatMap((channel) => responsesOf(channel, cases.length)),
  ];
  const outcome = experiment.optimisation?.outcome;
  return new Map(all.map((one) => [one.name, countedResponse(one, outcome)]));
}

type CasePair = readonly [first: number, second: number];

/** The cases that correspond: those with the same parameters, or else, if there are equally many, those with the same number. */
function pairsOf(first: Results, second: Results): { readonly pairs: readonly CasePair[]; readonly note: string[] } {
  const pairs: CasePair[] = [];
  const left = new Set(second.cases);
  for (const one of first.cases)
    for (const other of left)
      if (isAlike(one, first, other, second)) {
        pairs.push([one.number, other.number]);
        left.delete(other);
        break;
      }
  const rest = first.cases.length + second.cases.length - 2 * pairs.length;
  if (pairs.length > 0)
    return { pairs, note: rest > 0 ? [`not compared: ${rest} cases with parameters that the other folder lacks`] : [] };
  if (first.cases.length === second.cases.length)
    return {
      pairs: first.cases.map(({ number }) => [number, number]),
      note: ['no cases have the same parameters; those with the same number are compared'],
    };
  const message = `no case of the first folder has the parameters of a case of the second, and they have ${first.cases.length} and ${second.cases.length} cases; give two folders with the same cases`;
  throw new InvalidInputError('OPTIONS_INVALID', 'the command line', [{ code: 'VALUE_INVALID', message }]);
}

/** Whether two cases have the same values of the parameters that both folders know. */
function isAlike(one: CaseResults, first: Results, other: CaseResults, second: Results): boolean {
  const [own, theirs]: Readonly<Record<string, unknown>>[] = [
    { ...first.defaults, ...one.parameters },
    { ...second.defaults, ...other.parameters },
  ];
  return Object.keys(own ?? {}).every(
    (name) => !Object.hasOwn(theirs ?? {}, name) || isDeepStrictEqual(own?.[name], theirs?.[name]),
  );
}

/** Settings that make the responses of two folders mean different things. */
function settingNotes({ experiment: first }: Results, { experiment: second }: Results): string[] {
  const settings = [
    ['model', first.model.name, second.model.name],
    ['scenario', first.scenario.name, second.scenario.name],
    ['duration', first.duration, second.duration],
    ['warmup', first.warmup, second.warmup],
  ] as const;
  return settings.flatMap(([name, one, other]) =>
    one === other ? [] : [`${name} is ${one} in the first folder and ${other} in the second`],
  );
}
