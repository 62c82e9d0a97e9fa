import { DiscoError, InvalidInputError, shownKind, type Problem } from '@disco-engine/kernel';
import type { ModelSpecification } from '@disco-engine/sdk';
import { parameterValues } from '@disco-engine/sdk/extensions';
import { valueText } from '../fields/stored-value.js';
import type { ExperimentCase } from './experiment.js';

/** Maximum number of cases that a problem names. */
const SHOWN = 5;

/**
 * The problems of the cases of an experiment, each once.
 *
 * @param cases the grid of the shared parameters, each combined with each of the listed cases
 * @param listed the option `cases`, if problems should name the index of the case that has them; its length is not 0
 */
export function caseProblems(
  specification: ModelSpecification,
  cases: readonly ExperimentCase[],
  listed: readonly unknown[] = [],
): Problem[] {
  const own = listed.map((one) => listedProblems(specification, one));
  const problems = indexed(own);
  const told = new Set<string>();
  const numbers = new Map<string, number>();
  for (const { number, parameters } of cases) {
    const index = number % listed.length;
    if (listed.length > 0 && !isObject(listed[index])) continue;
    const known = own[index] ?? [];
    const check = (): void =>
      refuseEqual(number, valueText({ ...parameterValues(specification, parameters) }), numbers);
    for (const problem of problemsOf(check)) {
      if (told.has(problem.message) || known.some(({ message }) => message === problem.message)) continue;
      told.add(problem.message);
      problems.push(problem);
    }
  }
  return problems;
}

/** The problems that a check throws. */
export function problemsOf(check: () => unknown): readonly Problem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.problems;
    if (error instanceof DiscoError) return [error];
    throw error;
  }
}

function listedProblems(specification: ModelSpecification, one: unknown): readonly Problem[] {
  if (isObject(one)) return problemsOf(() => parameterValues(specification, one));
  return [{ code: 'ARGUMENT_INVALID', message: `it is ${shownKind(one)}; give an object with parameters` }];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Each different problem, with the indexes of the listed cases that have it. */
function indexed(own: readonly (readonly Problem[])[]): Problem[] {
  const found = new Map<string, { readonly problem: Problem; readonly indexes: number[] }>();
  for (const [index, problems] of own.entries())
    for (const problem of problems) {
      const known = found.get(problem.message);
      if (known === undefined) found.set(problem.message, { problem, indexes: [index] });
      else known.indexes.push(index);
    }
  return [...found.values()].map(({ problem: { code, message }, indexes }) => {
    const shown = indexes.slice(0, SHOWN).map((index) => `cases[${index}]`);
    const rest = indexes.length - shown.length;
    return { code, message: `${shown.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}: ${message}` };
  });
}

/** @param numbers numbers of the preceding cases, by the text of all their parameters */
function refuseEqual(number: number, text: string, numbers: Map<string, number>): void {
  const equal = numbers.get(text);
  if (equal === undefined) return void numbers.set(text, number);
  const message = `cases ${equal} and ${number} have the same parameters; list each value, and each case, once`;
  throw new DiscoError('ARGUMENT_INVALID', message);
}
