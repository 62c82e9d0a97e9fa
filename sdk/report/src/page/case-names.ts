import { caseParameters, caseParameterText, type ExperimentCase } from '@disco-engine/experiments';

const LONGEST = 80;

/** Names cases by their numbers and the parameters that differ. */
export function caseNames(cases: readonly ExperimentCase[]): string[] {
  const { differing } = caseParameters(cases);
  return cases.map(({ number, parameters }) => {
    const texts = differing.map((name) => `${name} ${caseParameterText(parameters, name)}`);
    const text = texts.length === 0 ? `case ${number}` : `case ${number}: ${texts.join(', ')}`;
    return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
  });
}
