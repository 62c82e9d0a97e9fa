import type { ExperimentCase } from './experiment.js';
import { parameterText } from '../fields/parameter-text.js';

/** Parameters that differ between cases, and parameters that all cases share. */
export interface CaseParameters {
  readonly differing: readonly string[];
  /** Each with its value as text. */
  readonly common: readonly (readonly [name: string, value: string])[];
  /** The defaults that apply in some case because it does not set the parameter, each with its value as text. */
  readonly defaults: readonly (readonly [name: string, value: string])[];
}

/** @param defaults the model's value of each parameter that a case does not set, if they are known */
export function caseParameters(
  cases: readonly ExperimentCase[],
  defaults: Readonly<Record<string, unknown>> = {},
): CaseParameters {
  const names = [...new Set(cases.flatMap(({ parameters }) => Object.keys(parameters)))];
  const values = names.map(
    (name) => [name, new Set(cases.map((one) => caseParameterText(one.parameters, name)))] as const,
  );
  return {
    differing: values.filter(([, texts]) => texts.size > 1).map(([name]) => name),
    common: values.flatMap(([name, texts]) =>
      texts.size === 1 ? [...texts].map((text) => [name, text] as const) : [],
    ),
    defaults: Object.keys(defaults)
      .filter((name) => cases.some(({ parameters }) => !Object.hasOwn(parameters, name)))
      .map((name) => [name, caseParameterText(defaults, name)] as const),
  };
}

/** A parameter as text; `default` if the case does not set it. */
export function caseParameterText(parameters: ExperimentCase['parameters'], name: string): string {
  if (!Object.hasOwn(parameters, name)) return 'default';
  const value = parameters[name];
  return typeof value === 'string' ? value : parameterText(value);
}
