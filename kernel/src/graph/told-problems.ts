import type { Problem } from '../errors.js';

/** Number of problems of one kind that are listed; the rest are only counted. */
const MOST_TOLD = 20;

/** The first problems of a kind, followed by one that counts the rest. */
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
