import { InvalidInputError, type Problem } from '@disco-engine/kernel';

/** More cases in one chart could not be told apart. */
export const MOST_CASES = 8;

/**
 * Numbers of the cases that have curves and distributions, ascending: those that are asked for, otherwise the best ones.
 *
 * @param order of all cases, the best first
 * @throws InvalidInputError `OPTIONS_INVALID`
 */
export function drawnCases(order: readonly number[], asked: readonly number[]): readonly number[] {
  const problems = asked
    .filter((number) => !order.includes(number))
    .map((number): Problem => {
      const message = `case ${number} is none of the experiment; give a number from 0 to ${order.length - 1}`;
      return { code: 'ARGUMENT_INVALID', message };
    });
  const chosen = [...new Set(asked.length > 0 ? asked : order.slice(0, MOST_CASES))];
  if (chosen.length > MOST_CASES) {
    const message = `there are ${chosen.length}; one chart can tell ${MOST_CASES} apart, so write several reports`;
    problems.push({ code: 'ARGUMENT_INVALID', message });
  }
  if (problems.length > 0) throw new InvalidInputError('OPTIONS_INVALID', 'the list of cases to draw', problems);
  return chosen.sort((a, b) => a - b);
}
