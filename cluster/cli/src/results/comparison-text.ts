import { printable } from '@disco-engine/kernel';
import { figureText, meanTexts } from '@disco-engine/statistics';
import { alignedLines, numberText, type AlignedColumn } from '../terminal/aligned.js';
import { styled, type Line } from '../terminal/styled.js';
import type { ComparedResponse, ResultsComparison } from './compare-results.js';

/** The differences between two results folders for people. */
export function comparisonLines(
  { responses, isPaired, notes }: ResultsComparison,
  folders: readonly [first: string, second: string],
  width: number | undefined,
): Line[] {
  const hasCases = responses.some(({ cases }) => cases.some((number) => number !== responses[0]?.cases[0]));
  const how = isPaired
    ? 'over the replications that both have, pair by pair, because they have the same seed'
    : 'over independent replications, because the seeds differ';
  return [
    [styled('heading', 'first'), `:  ${printable(folders[0])}`],
    [styled('heading', 'second'), `: ${printable(folders[1])}`],
    '',
    ...(responses.length === 0
      ? ['no response has values in both folders']
      : alignedLines(columnsOf(hasCases), responses, width)),
    '',
    `difference: second minus first, ${how}`,
    ...(responses.some(({ difference }) => difference.halfWidth === 0)
      ? ['caution: a difference of ± 0 is the same in every replication; a rare event may not have happened yet']
      : []),
    ...notes.map((note) => `note: ${printable(note)}`),
  ];
}

/** The same for programs; unknown figures are null. */
export function comparisonJson(
  { responses, isPaired, notes }: ResultsComparison,
  folders: readonly [first: string, second: string],
): string {
  const told = responses.map(({ name, unit, cases, parameters, means: [first, second], difference, n }) => ({
    name,
    unit,
    cases,
    parameters,
    first: first ?? null,
    second: second ?? null,
    difference: difference.mean ?? null,
    halfWidth: difference.halfWidth ?? null,
    n,
    verdict: verdictOf(difference),
  }));
  return `${JSON.stringify({ folders, isPaired, notes, responses: told })}\n`;
}

function columnsOf(hasCases: boolean): AlignedColumn<ComparedResponse>[] {
  return [
    { title: 'response', align: 'left', cell: ({ name, unit }) => (unit === '' ? name : `${name} (${unit})`) },
    ...(hasCases ? CASE_COLUMNS : []),
    { title: 'first', align: 'point', cell: ({ means }) => numberText(means[0]) },
    { title: 'second', align: 'point', cell: ({ means }) => numberText(means[1]) },
    { title: 'difference', align: 'point', cell: ({ difference }) => meanTexts(difference).mean },
    { title: '± 95 %', align: 'point', cell: ({ difference }) => meanTexts(difference).halfWidth || '-' },
    { title: 'n', align: 'right', cell: ({ n }) => n.map(figureText).join(', ') },
    { title: 'verdict', align: 'left', cell: ({ difference }) => verdictOf(difference) },
  ];
}

const CASE_COLUMNS: readonly AlignedColumn<ComparedResponse>[] = [
  { title: 'case', align: 'right', cell: casesText },
  { title: 'with', align: 'left', cell: ({ parameters }) => parameters },
];

function casesText({ cases: [first, second] }: ComparedResponse): string {
  return first === second ? String(first) : `${first}, ${second}`;
}

function verdictOf({ mean, halfWidth }: ComparedResponse['difference']): string {
  if (mean === undefined || halfWidth === undefined) return '';
  if (mean === 0 && halfWidth === 0) return 'equal so far';
  if (Math.abs(mean) <= halfWidth) return 'not significant';
  return mean > 0 ? 'greater' : 'less';
}
