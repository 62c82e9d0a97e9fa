import { ENGINE_VERSION } from '@disco-engine/kernel';
import { explore, type Scenario } from '@disco-engine/sdk';
import { mathAnswers, parameterValues, platformName, scenarioHashes } from '@disco-engine/sdk/extensions';
import type { Experiment } from '../definition/experiment.js';
import { storedValue } from '../fields/stored-value.js';
import type { ResultsIdentity } from './identity-schema.js';

/** Names in a message; how many more there are is said. */
const MOST_NAMES = 3;

/** The identity of results that this process makes of that code. */
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
 * In what results differ by which they do not go together, defaults of parameters apart, and what to do.
 *
 * @param portableMath whether the model calls no function of `Math` that engines may round in their own way
 */
export function identityDifferences(before: ResultsIdentity, now: ResultsIdentity, portableMath: boolean): string[] {
  const engine = before.engine === now.engine ? undefined : `engine was ${before.engine}, and is ${now.engine}`;
  const differences = [
    engine,
    codeDifference(before.code, now.code),
    portableMath ? undefined : mathDifference(before, now),
    scenarioDifference(before.scenario, now.scenario),
  ];
  return differences.filter((text) => text !== undefined);
}

/** What is said of results that have been continued: all platforms, and else what was said first. */
export function continued(before: ResultsIdentity, now: ResultsIdentity): ResultsIdentity {
  return { ...before, platforms: [...new Set([...before.platforms, ...now.platforms])] };
}

type Texts = Readonly<Record<string, string>>;

function codeDifference(before: Texts, now: Texts): string | undefined {
  const changed = changesOf(before, now, (name) => `${name} was ${before[name]}, and is ${now[name]}`);
  return changed && `the code of the model has changed: ${changed}`;
}

function scenarioDifference(before: ResultsIdentity['scenario'], now: ResultsIdentity['scenario']): string | undefined {
  if (before === null || now === null) return 'identity.json does not say which data the scenario had';
  if (before.structure !== now.structure)
    return 'the structure of the scenario has changed: its vertices, edges, labels or weights';
  const changed = changesOf(before.columns, now.columns, (name) => `${name} has other values`);
  return changed && `the data of the scenario has changed: ${changed}`;
}

/** Names the first few that are new, gone or changed; undefined where there are none. */
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

/** The first few of some texts, and how many more there are. */
export function fewOf(texts: readonly string[], separator: string): string {
  const more = texts.length > MOST_NAMES ? `${separator}and ${texts.length - MOST_NAMES} more` : '';
  return `${texts.slice(0, MOST_NAMES).join(separator)}${more}`;
}

/** Calls that only one of them has made say nothing. */
function mathDifference(before: ResultsIdentity, now: ResultsIdentity): string | undefined {
  const call = Object.keys(before.math).find((name) => name in now.math && before.math[name] !== now.math[name]);
  if (call === undefined) return undefined;
  return (
    `${call} was ${before.math[call]} (${before.platforms[0]}), and is ${now.math[call]} (${now.platforms[0]}); ` +
    "if the model calculates by math of '@disco-engine/sdk' alone, say so with portableMath (--portable-math)"
  );
}
