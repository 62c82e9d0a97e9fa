import { InvalidInputError } from '@disco-engine/kernel';
import { explore } from '@disco-engine/sdk';
import { valueText } from '../fields/stored-value.js';
import { caseProblems } from './case-problems.js';
import { casesOf } from './cases.js';
import type { Experiment } from './experiment.js';

type Parameters = Readonly<Record<string, unknown>>;

/**
 * An experiment with other cases. A parameter that is equal in all of its cases stays, unless a new case sets it.
 *
 * @param listed parameters of each case, for example from `readCases`
 * @throws InvalidInputError `CASES_INVALID` with all problems, such as two cases that are equal
 */
export function replaceCases(experiment: Experiment, listed: readonly Parameters[]): Experiment {
  const cases = casesOf({}, listed).map(({ number, parameters }) => ({
    number,
    parameters: { ...sharedParameters(experiment), ...parameters },
  }));
  const problems = caseProblems(explore(experiment.model), cases, listed);
  if (problems.length > 0)
    throw new InvalidInputError('CASES_INVALID', `the list of cases of experiment '${experiment.name}'`, problems);
  return Object.freeze({ ...experiment, cases });
}

/** Parameters that all cases set to the same value. */
function sharedParameters({ cases }: Experiment): Parameters {
  const [first, ...others] = cases;
  const isShared = ([name, value]: [string, unknown]): boolean =>
    others.every(
      ({ parameters }) => Object.hasOwn(parameters, name) && valueText(parameters[name]) === valueText(value),
    );
  return Object.fromEntries(Object.entries(first?.parameters ?? {}).filter(isShared));
}
