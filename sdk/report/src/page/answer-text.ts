import type { ExperimentDescription } from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import { figureText, meanText, meanTexts } from '@disco-engine/statistics';
import type { Best, CaseMean, Ranking } from '../figures/ranking.js';

/** Longer lists of cases are cut to this many. */
const MOST_NAMED = 12;
/** As in `intervalWarning`. */
const FEW = 10;

export interface Answered {
  /** Name of the response. */
  readonly name: string;
  readonly unit: string;
  readonly best: Best;
  readonly means: readonly CaseMean[];
  readonly ranking: Ranking;
  /** By case number. */
  readonly names: readonly string[];
}

/** Headline of the answer: the best case, or that there is no single best. */
export function headline({ name, best, means, ranking, names }: Answered): string {
  const { order, obstacle, lead } = ranking;
  const first = entryAt(order, 0);
  if (entryAt(means, first).mean === undefined) return `${name} has no value yet.`;
  if (means.length === 1) return `The mean of ${name}`;
  if (lead !== undefined) return `Best: ${entryAt(names, first)}`;
  return obstacle === undefined ? 'No single best case yet' : `The ${best} mean: ${entryAt(names, first)}`;
}

/** How far the best case is ahead, and which cases do not differ from it significantly. */
export function answerText({ name, unit, best, means, ranking }: Answered): string {
  const { order, comparisons, obstacle, lead } = ranking;
  const first = entryAt(order, 0);
  const amount = (value: number): string => `${figureText(Number(value.toPrecision(3)))} ${unit}`.trim();
  if (entryAt(means, first).mean === undefined) return '';
  const known = `${meanText(entryAt(means, first))} ${unit}`.trim();
  if (means.length === 1) return `${known}.`;
  if (obstacle !== undefined)
    return `Its mean of ${name} is ${known}. Whether it is the best cannot be decided: ${obstacle}.`;
  if (lead !== undefined) {
    const [least, most] = [lead.mean - lead.halfWidth, lead.mean + lead.halfWidth];
    const bound = (value: number): string =>
      `${meanTexts({ mean: value, halfWidth: lead.halfWidth }).mean} ${unit}`.trim();
    const sure = least > 0 ? ` (95\u00a0% interval ${bound(least)} to ${bound(most)})` : '';
    const others = comparisons.size === 2 ? 'the other' : `each of the other ${comparisons.size - 1}`;
    return `It has the ${best} mean of ${name}, ${known}, and differs significantly from ${others}. The runner-up, case ${lead.next}, is worse by ${bound(lead.mean)}${sure}.`;
  }
  const possible = order.filter((number) => comparisons.get(number)?.verdict === 'possible');
  const others = possible.filter((number) => number !== first);
  const excluded = comparisons.size - possible.length;
  const rest = excluded > 0 ? ` The other ${excluded === 1 ? 'case is' : `${excluded} are`} not the best.` : '';
  const short = amount(-(comparisons.get(first)?.lower ?? NaN));
  return `Case ${first} has the ${best} mean of ${name}, ${known}, but does not differ significantly from ${listed(others)}.${rest} Case ${first} is at most ${short} worse than the best.`;
}

/** How the answer was computed, and what it leaves out. */
export function methodText(
  { ranking, means }: Answered,
  { commonRandomNumbers: paired }: Pick<ExperimentDescription, 'commonRandomNumbers'>,
): string {
  const { comparisons, values, left, obstacle } = ranking;
  if (means.length === 1) return 'Mean over the replications with its 95\u00a0% Student’s t interval.';
  const intervals = 'Each mean has its own 95\u00a0% Student’s t interval.';
  if (obstacle !== undefined) return intervals;
  const how = paired
    ? `the ${values} ${values === 1 ? 'value' : 'values'} that all of them have, using common random numbers`
    : 'independent replications';
  const without = means.length - comparisons.size - left.length;
  const omitted = [
    left.length > 0 && `${listed(left)} (too few values)`,
    without > 0 && `${without === 1 ? 'one case' : `${without} cases`} without a value`,
  ].filter((text) => text !== false);
  const leftText = omitted.length > 0 ? ` Not compared: ${omitted.join('; ')}.` : '';
  const few = paired && values < FEW ? ` Fewer than ten values are not reliable: their spread is mostly chance.` : '';
  return `Verdicts come from multiple comparisons with the best of ${comparisons.size} cases over ${how}; all of them hold together with 95\u00a0% confidence.${few} ${intervals}${leftText}`;
}

/** The table's verdict on a case, and how it compares with the best of the others. */
export function comparisonTexts({ ranking, best }: Answered, number: number): [verdict: string, against: string] {
  const comparison = ranking.comparisons.get(number);
  // Over the compared values only: a case may also have values of replications that others lack.
  const mean = ranking.means.get(number);
  if (comparison === undefined || mean === undefined) return ['', ''];
  const others = [...ranking.comparisons.keys()].filter((other) => other !== number);
  const theirs = others.map((other) => ranking.means.get(other) ?? NaN);
  const nearest = best === 'least' ? Math.min(...theirs) : Math.max(...theirs);
  const ahead = best === 'least' ? nearest - mean : mean - nearest;
  const bound = ahead >= 0 ? comparison.upper : -comparison.lower;
  const text = (value: number): string => figureText(Number(value.toPrecision(3)));
  const verdict = { best: 'best', possible: 'may be the best', 'not best': 'not the best' }[comparison.verdict];
  return [verdict, `${text(Math.abs(ahead))} ${ahead >= 0 ? 'better' : 'worse'}, at most ${text(bound)}`];
}

/** Cases by number only; the table has their parameters. */
function listed(numbers: readonly number[]): string {
  if (numbers.length === 1) return `case ${numbers[0]}`;
  const more = numbers.length - MOST_NAMED;
  const texts = numbers.slice(0, MOST_NAMED).map(String);
  if (more > 0) return `cases ${texts.join(', ')} and ${more} more`;
  return `cases ${texts.slice(0, -1).join(', ')} and ${texts.at(-1)}`;
}
