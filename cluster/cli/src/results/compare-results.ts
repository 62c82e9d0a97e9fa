import { isDeepStrictEqual } from 'node:util';
import {
  channelsOf,
  countedResponse,
  declaredResponses,
  independent,
  parameterText,
  responsesOf,
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
  /** The parameters by which these cases correspond, as text; empty if each folder has one value of every parameter. */
  readonly parameters: string;
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
 * Compares the common responses of two results folders, in the cases that correspond: those with the same values of the parameters in which
 * the cases of a folder differ.
 *
 * @param names names of the responses
 * @throws InvalidInputError `OPTIONS_INVALID` if no cases correspond
 */
export function compareResults(first: Results, second: Results, names: readonly string[]): ResultsComparison {
  const { pairs, notes } = pairsOf(first, second);
  const isPaired = first.experiment.seed === second.experiment.seed;
  const confidence = 1 - 0.05 / pairs.length;
  // Then only the means of pairs are independent, in both folders.
  const antithetic = first.experiment.antithetic || second.experiment.antithetic;
  const [ofFirst, ofSecond] = [sampledIn(first), sampledIn(second)];
  const responses = names.flatMap((name) => {
    const [one, other] = [ofFirst.get(name), ofSecond.get(name)];
    if (one === undefined || other === undefined) return [];
    return pairs.flatMap(({ cases, parameters }): ComparedResponse[] => {
      const [before, now] = [entryAt(one.cases, cases[0]), entryAt(other.cases, cases[1])];
      const [a, b] = isPaired
        ? [independent({ antithetic }, now, before), independent({ antithetic }, before, now)]
        : [independent(second.experiment, now), independent(first.experiment, before)];
      if (a.length === 0 || b.length === 0) return [];
      const difference = isPaired
        ? statistics.pairedDifference(a, b, confidence)
        : statistics.independentDifference(a, b, confidence);
      const means = [statistics.summary(b).mean, statistics.summary(a).mean] as const;
      return [
        { name, unit: one.unit, cases, parameters, means, difference, n: isPaired ? [a.length] : [b.length, a.length] },
      ];
    });
  });
  return { responses, isPaired, notes: [...notes, ...settingNotes(first, second)] };
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

interface CasePair {
  readonly cases: readonly [first: number, second: number];
  readonly parameters: string;
}

type Values = Readonly<Record<string, unknown>>;

/**
 * The cases that correspond, and what distinguishes the folders as wholes: a parameter with one value in each of them says nothing about which
 * cases belong together.
 */
function pairsOf(first: Results, second: Results): { readonly pairs: readonly CasePair[]; readonly notes: string[] } {
  const [own, theirs] = [valuesIn(first), valuesIn(second)];
  const common = Object.keys(own[0] ?? {}).filter((name) => Object.hasOwn(theirs[0] ?? {}, name));
  const varying = common.filter((name) => isVaried(own, name) || isVaried(theirs, name));
  const textOf = (values: Values): string => varying.map((name) => `${name} ${parameterText(values[name])}`).join(', ');
  const left = new Map(theirs.map((values, number) => [number, textOf(values)]));
  const pairs: CasePair[] = [];
  for (const [number, values] of own.entries()) {
    const parameters = textOf(values);
    const [other] = Array.from(left).find(([, text]) => text === parameters) ?? [];
    if (other === undefined) continue;
    left.delete(other);
    pairs.push({ cases: [number, other], parameters });
  }
  if (pairs.length === 0) {
    const message = `no case of the first folder has the same ${varying.join(' and ')} as a case of the second; give two folders with such cases`;
    throw new InvalidInputError('OPTIONS_INVALID', 'the command line', [{ code: 'VALUE_INVALID', message }]);
  }
  const rest = own.length + theirs.length - 2 * pairs.length;
  const changed = common.filter(
    (name) => !varying.includes(name) && !isDeepStrictEqual(own[0]?.[name], theirs[0]?.[name]),
  );
  return {
    pairs,
    notes: [
      ...changed.map((name) => differs(name, parameterText(own[0]?.[name]), parameterText(theirs[0]?.[name]))),
      ...(rest > 0 ? [`not compared: ${rest} cases with parameters that the other folder lacks`] : []),
    ],
  };
}

/** By case, the values of all parameters, defaults included. */
function valuesIn({ cases, defaults }: Results): Values[] {
  return cases.map(({ parameters }) => ({ ...defaults, ...parameters }));
}

function isVaried(cases: readonly Values[], name: string): boolean {
  return cases.some((values) => !isDeepStrictEqual(values[name], cases[0]?.[name]));
}

function differs(name: string, one: string | number, other: string | number): string {
  return `${name} is ${one} in the first folder and ${other} in the second`;
}

/** Settings that make the responses of two folders mean different things. */
function settingNotes({ experiment: first }: Results, { experiment: second }: Results): string[] {
  const settings = [
    ['model', first.model.name, second.model.name],
    ['scenario', first.scenario.name, second.scenario.name],
    ['duration', first.duration, second.duration],
    ['warmup', first.warmup, second.warmup],
  ] as const;
  return settings.flatMap(([name, one, other]) => (one === other ? [] : [differs(name, one, other)]));
}
