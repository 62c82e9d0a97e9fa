import type { ExperimentCase } from './experiment.js';
import { parameterText } from '../fields/parameter-text.js';

/** Parameters that differ between cases, and parameters that all cases share. */
export interface CaseParameters {
  readonly differing: readonly string[];
  /** Each with its value as text. */
  readonly common: readonly (readonly [name: string, value: string])[];
}

export function caseParameters(cases: readonly ExperimentCase[]): CaseParameters {
  const names = [...new Set(cases.flatMap(({ parameters }) => Object.keys(parameters)))];
  const values = names.map(
    (name) => [name, new Set(cases.map((one) => caseParameterText(one.parameters, name)))] as const,
  );
  return {
    differing: values.filter(([, texts]) => texts.size > 1).map(([name]) => name),
    common: values.flatMap(([name, texts]) =>
      texts.size === 1 ? [...texts].map((text) => [name, text] as const) : [],
    ),
  };
}

/** A parameter as text; `default` if the case does not set it. */
export function caseParameterText(parameters: ExperimentCase['parameters'], name: string): string {
  if (!Object.hasOwn(parameters, name)) return 'default';
  const value = parameters[name];
  return typeof value === 'string' ? value : parameterText(value);
}
