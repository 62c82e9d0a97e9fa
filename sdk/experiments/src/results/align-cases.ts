import type { ExperimentCase } from '../definition/experiment.js';
import { parameterText } from '../fields/parameter-text.js';
import { valueText } from '../fields/stored-value.js';
import { fewOf } from './identity.js';

type Parameters = Readonly<Record<string, unknown>>;

/** Cases, and the model's defaults for parameters that they do not set. */
export interface CaseList {
  readonly cases: readonly ExperimentCase[];
  readonly defaults: Parameters;
}

/** The cases of a folder, extended by new ones, and how its existing cases differ from the wanted ones. */
export interface AlignedCases {
  /** By number in the folder: existing cases keep their numbers, and new ones follow. */
  readonly cases: readonly ExperimentCase[];
  readonly differences: readonly string[];
}

/**
 * Matches the cases of a folder to those of an experiment by all their parameters, in any order.
 *
 * @param keep whether cases that differ only in defaults match
 */
export function alignCases(before: CaseList, now: CaseList, keep: boolean): AlignedCases {
  const textOf = (parameters: Parameters, defaults: Parameters): string =>
    valueText(keep ? parameters : { ...defaults, ...parameters });
  const known = new Set(before.cases.map(({ parameters }) => textOf(parameters, before.defaults)));
  const wanted = new Map(now.cases.map((one) => [textOf(one.parameters, now.defaults), one]));
  const added = now.cases.filter(({ parameters }) => !known.has(textOf(parameters, now.defaults)));
  const missing = before.cases.filter(({ parameters }) => !wanted.has(textOf(parameters, before.defaults)));
  const kept = before.cases.map(({ number, parameters }) => {
    return { parameters, ...wanted.get(textOf(parameters, before.defaults)), number };
  });
  const cases = [...kept, ...added.map((one, at) => ({ ...one, number: kept.length + at }))];
  const changed = keep ? [] : changedDefaults(before, now);
  if (missing.length === 0 || changed.length > 0) return { cases, differences: changed };
  const names = missing.map(({ number, parameters }) => `case ${number} (${parametersText(parameters)})`);
  return { cases, differences: [`the folder has cases that the experiment does not list: ${fewOf(names, ', ')}`] };
}

/** Defaults that have changed and that at least one case uses. */
function changedDefaults(before: CaseList, now: CaseList): string[] {
  const names = [...new Set([...Object.keys(before.defaults), ...Object.keys(now.defaults)])];
  const differs = (name: string): boolean =>
    valueText(before.defaults[name]) !== valueText(now.defaults[name]) ||
    Object.hasOwn(before.defaults, name) !== Object.hasOwn(now.defaults, name);
  const isUsed = (name: string): boolean => before.cases.some(({ parameters }) => !Object.hasOwn(parameters, name));
  return names
    .filter((name) => differs(name) && isUsed(name))
    .map((name) => {
      const shown = (defaults: Parameters): string =>
        Object.hasOwn(defaults, name) ? parameterText(defaults[name]) : 'none';
      return `the default of parameter '${name}' was ${shown(before.defaults)} and is now ${shown(now.defaults)}`;
    });
}

const LONGEST = 80;

function parametersText(parameters: Parameters): string {
  const texts = Object.entries(parameters).map(([name, value]) => `${name} ${parameterText(value)}`);
  return texts.length === 0 ? 'all defaults' : texts.join(', ').slice(0, LONGEST);
}
