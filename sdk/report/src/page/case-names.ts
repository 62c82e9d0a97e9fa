import type { ExperimentCase } from '@disco-engine/experiments';

const LONGEST = 80;

/** Names cases by their numbers and the parameters in which they differ. */
export function caseNames(cases: readonly ExperimentCase[]): string[] {
  const names = [...new Set(cases.flatMap(({ parameters }) => Object.keys(parameters)))];
  const differing = names.filter((name) => new Set(cases.map((one) => valueText(one.parameters, name))).size > 1);
  return cases.map(({ number, parameters }) => {
    const texts = differing.map((name) => `${name} ${valueText(parameters, name)}`);
    const text = texts.length === 0 ? `case ${number}` : `case ${number}: ${texts.join(', ')}`;
    return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  });
}

/** A parameter as text; one that the case leaves to the model is said to be the default. */
export function valueText(parameters: ExperimentCase['parameters'], name: string): string {
  if (!Object.hasOwn(parameters, name)) return 'default';
  const value = parameters[name];
  return typeof value === 'string' ? value : JSON.stringify(value);
}
