import type { Problem } from '../errors.js';

/** Problems of one kind that are told one by one; the others are counted. */
const MOST_TOLD = 20;

/** The first problems of a kind, and one that says how many more there are. */
export function toldProblems(problems: Iterable<Problem>): Problem[] {
  const told: Problem[] = [];
  let others = 0;
  for (const problem of problems) {
    if (told.length < MOST_TOLD) told.push(problem);
    else others += 1;
  }
  if (others > 0) told.push({ code: 'PROBLEMS_OMITTED', message: `and ${others} more like these` });
  return told;
}
