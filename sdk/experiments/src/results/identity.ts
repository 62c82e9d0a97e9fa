import { ENGINE_VERSION } from '@disco-engine/kernel';
import { explore, type Scenario } from '@disco-engine/sdk';
import { mathAnswers, parameterValues, platformName, scenarioHashes } from '@disco-engine/sdk/extensions';
import type { Experiment } from '../definition/experiment.js';
import { storedValue } from '../fields/stored-value.js';
import type { ResultsIdentity } from './identity-schema.js';

/** Maximum number of names in a message, which then gives the number of the others. */
const MOST_NAMES = 3;

/** The identity of results that this process produces with this code. */
export function identityOf(
  { model }: Experiment,
  scenario: Scenario,
  code: Readonly<Record<string, string>>,
): ResultsIdentity {
  return {
    format: 1,
    engine: ENGINE_VERSION,
    platforms: [platformName()],
    code,
    math: mathAnswers(),
    scenario: scenarioHashes(scenario),
    defaults: { ...parameterValues(explore(model), {}) },
    number: 0,
    older: [],
  };
}

export function identityJson(identity: ResultsIdentity): object {
  return { ...identity, defaults: identity.defaults && storedValue(identity.defaults) };
}

/**
 * The differences, apart from parameter defaults and from files that only the experiment needs, that keep results from being combined, and
 * what to do about them.
 *
 * @param besideModel those files
 * @param portableMath whether the model avoids all functions of `Math` that JavaScript engines may round differently
 */
export function identityDifferences(
  before: ResultsIdentity,
  now: ResultsIdentity,
  portableMath: boolean,
  besideModel: readonly string[] = [],
): string[] {
  const engine = before.engine === now.engine ? undefined : `engine was ${before.engine} and is now ${now.engine}`;
  const differences = [
    engine,
    codeDifference(before.code, now.code, (name) => !besideModel.includes(name)),
    portableMath ? undefined : mathDifference(before, now),
    scenarioDifference(before.scenario, now.scenario),
  ];
  return differences.filter((text) => text !== undefined);
}

/** The identity of continued results: the original one, with all platforms. */
export function continued(before: ResultsIdentity, now: ResultsIdentity): ResultsIdentity {
  return { ...before, platforms: [...new Set([...before.platforms, ...now.platforms])] };
}

type Texts = Readonly<Record<string, string>>;

function codeDifference(before: Texts, now: Texts, isWanted: (name: string) => boolean): string | undefined {
  const changed = changedFiles(before, now, isWanted);
  return changed && `the code of the model has changed: ${changed}`;
}

/** What changed in files that the experiment imports, but its model does not, as it may have its responses in such a file. */
export function besideDifference(
  before: Pick<ResultsIdentity, 'code'>,
  now: Pick<ResultsIdentity, 'code'>,
  besideModel: readonly string[] = [],
): string | undefined {
  const changed = changedFiles(before.code, now.code, (name) => besideModel.includes(name));
  return changed && `files that the experiment imports and its model does not have changed: ${changed}`;
}

function changedFiles(before: Texts, now: Texts, isWanted: (name: string) => boolean): string | undefined {
  const change = (name: string): string => `${name} was ${before[name]} and is now ${now[name]}`;
  return changesOf(only(before, isWanted), only(now, isWanted), change);
}

function only(texts: Texts, isWanted: (name: string) => boolean): Texts {
  return Object.fromEntries(Object.entries(texts).filter(([name]) => isWanted(name)));
}

function scenarioDifference(before: ResultsIdentity['scenario'], now: ResultsIdentity['scenario']): string | undefined {
  if (before === null || now === null) return 'identity.json does not identify the data of the scenario';
  if (before.structure !== now.structure)
    return 'the structure of the scenario has changed: its vertices, edges, labels or weights';
  const changed = changesOf(before.columns, now.columns, (name) => `${name} has different values`);
  return changed && `the data of the scenario has changed: ${changed}`;
}

/** Lists the first few entries that are new, gone or changed; undefined if there are none. */
function changesOf(before: Texts, now: Texts, changed: (name: string) => string): string | undefined {
  const texts = [...new Set([...Object.keys(before), ...Object.keys(now)])]
    .filter((name) => before[name] !== now[name])
    .sort()
    .map((name) => {
      if (before[name] === undefined) return `${name} is new`;
      return now[name] === undefined ? `${name} is gone` : changed(name);
    });
  return texts.length === 0 ? undefined : fewOf(texts, ', ');
}

/** Joins the first few texts, followed by the number of the others. */
export function fewOf(texts: readonly string[], separator: string): string {
  const more = texts.length > MOST_NAMES ? `${separator}and ${texts.length - MOST_NAMES} more` : '';
  return `${texts.slice(0, MOST_NAMES).join(separator)}${more}`;
}

/** Compares only calls that both have made. */
function mathDifference(before: ResultsIdentity, now: ResultsIdentity): string | undefined {
  const call = Object.keys(before.math).find((name) => name in now.math && before.math[name] !== now.math[name]);
  if (call === undefined) return undefined;
  return (
    `${call} was ${before.math[call]} (${before.platforms[0]}) and is now ${now.math[call]} (${now.platforms[0]}); ` +
    "if the model uses only math of '@disco-engine/sdk', set portableMath (--portable-math)"
  );
}
