import {
  objectiveName,
  olderNotes,
  parameterText,
  type CandidateName,
  type Finalist,
  type Optimisation,
  type OptimisationResults,
} from '@disco-engine/experiments';
import { meanText } from '@disco-engine/statistics';
import { styled, type Line } from '../terminal/styled.js';

/** Most failed candidates that are named. */
const MOST_FAILED = 5;

/** The outcome of an optimisation for people: the best candidate, the guarantee, the candidates that are not distinguished from it, and the cost. */
export function optimisationLines(
  { objective, best: wanted }: Pick<Optimisation, 'objective' | 'best'>,
  results: OptimisationResults,
  folder: string,
): Line[] {
  const { best, others, failed, older, atLimit, candidates, guarantee, course } = results;
  const lines: Line[] = [];
  if (best !== undefined) {
    const title = `${wanted === 'least' ? 'lowest' : 'highest'} ${objectiveName(objective)}`;
    lines.push([styled('heading', title), `: ${finalistText(best)}`]);
    if (best.warning !== undefined) lines.push(`  unreliable: ${best.warning.message}`);
  }
  if (atLimit.length > 0)
    lines.push(`  at the limit of its range: ${atLimit.join(', ')}; values beyond it may be better`);
  lines.push(guarantee);
  const alike = others.filter(({ isToldApart }) => !isToldApart);
  if (alike.length > 0) lines.push('not significantly different from it:', ...alike.map(otherText));
  const rest = others.filter(({ isToldApart }) => isToldApart);
  if (rest.length > 0) lines.push('significantly different from it:', ...rest.map(otherText));
  lines.push(`${course} Results are in ${folder}.`);
  if (failed.length > 0) {
    lines.push(`excluded, because a replication has no value: ${failed.length} of ${candidates} candidates`);
    lines.push(...failed.slice(0, MOST_FAILED).map((one) => `  ${nameText(one)}: ${one.reason}`));
    if (failed.length > MOST_FAILED) lines.push(`  and ${failed.length - MOST_FAILED} more`);
  }
  lines.push(...olderNotes(older, results.replications));
  return lines;
}

/** The same for programs, on one line. */
export function optimisationJson(results: OptimisationResults): string {
  return `${JSON.stringify({ status: results.best === undefined ? 'FAILED' : 'FINISHED', ...results })}\n`;
}

function finalistText(finalist: Finalist): string {
  return `${meanText(finalist.interval)} (95 %, n ${finalist.interval.count}), ${nameText(finalist)}`;
}

function otherText(finalist: Finalist): string {
  const { difference } = finalist;
  return `  ${difference.mean < 0 ? '' : '+'}${meanText(difference)}, ${nameText(finalist)}`;
}

function nameText({ case: number, values }: CandidateName): string {
  const texts = Object.entries(values).map(([name, value]) => `${name} ${parameterText(value)}`);
  return `case ${number}: ${texts.join(', ')}`;
}
