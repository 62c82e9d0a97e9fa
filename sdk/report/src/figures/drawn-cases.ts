import { InvalidInputError, type Problem } from '@disco-engine/kernel';

/** More cases in one chart would be indistinguishable. */
export const MOST_CASES = 8;

/**
 * Numbers of the cases whose curves and distributions are drawn, ascending: the requested cases, or else the best ones.
 *
 * @param order numbers of all cases, best first
 * @throws InvalidInputError `OPTIONS_INVALID`
 */
export function drawnCases(order: readonly number[], asked: readonly number[]): readonly number[] {
  const problems = asked
    .filter((number) => !order.includes(number))
    .map((number): Problem => {
      const message = `the experiment has no case ${number}; give a number from 0 to ${order.length - 1}`;
      return { code: 'ARGUMENT_INVALID', message };
    });
  const chosen = [...new Set(asked.length > 0 ? asked : order.slice(0, MOST_CASES))];
  if (chosen.length > MOST_CASES) {
    const message = `there are ${chosen.length} cases, but a chart can show at most ${MOST_CASES}; write several reports`;
    problems.push({ code: 'ARGUMENT_INVALID', message });
  }
  if (problems.length > 0) throw new InvalidInputError('OPTIONS_INVALID', 'the list of cases to draw', problems);
  return chosen.sort((a, b) => a - b);
}
