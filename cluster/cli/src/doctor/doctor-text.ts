import { wrapped } from '../help/wrapped.js';
import { counted } from '../terminal/counted.js';
import { styled, type Line, type Style } from '../terminal/styled.js';
import type { FindingGroup } from './examine.js';
import { worstOf, type Finding, type FindingStatus } from './finding.js';

const STYLES: Readonly<Record<FindingStatus, Style>> = { ok: 'good', warning: 'caution', problem: 'bad' };
/** Columns of the longest status. */
const STATUS_WIDTH = 'problem'.length;

/** The findings for people: a line for each, and what to do below it. */
export function doctorLines(groups: readonly FindingGroup[], head: string, width: number): Line[] {
  const all = groups.flatMap(({ findings }) => findings);
  const column = Math.max(...all.map(({ name }) => name.length));
  return [
    head,
    ...groups.flatMap(({ title, findings }) => [
      '',
      [styled('heading', title)],
      ...findings.flatMap((finding) => findingLines(finding, column, width)),
    ]),
    '',
    verdict(all),
  ];
}

function findingLines({ status, name, text, advice }: Finding, column: number, width: number): Line[] {
  const indent = ' '.repeat(2 + STATUS_WIDTH + 2 + column + 2);
  const [first = '', ...rest] = wrapped(text, width - indent.length);
  const hint = advice === undefined ? [] : wrapped(`→ ${advice}`, width - indent.length);
  return [
    ['  ', styled(STYLES[status], status.padEnd(STATUS_WIDTH)), `  ${name.padEnd(column)}  ${first}`],
    ...[...rest, ...hint].map((line) => `${indent}${line}`),
  ];
}

function verdict(findings: readonly Finding[]): Line {
  const count = (wanted: FindingStatus): number => findings.filter(({ status }) => status === wanted).length;
  const [problems, warnings] = [count('problem'), count('warning')];
  if (problems + warnings === 0) return [styled('good', 'All is well.')];
  return [styled(STYLES[worstOf(findings)], `${counted(problems, 'problem')}, ${counted(warnings, 'warning')}`)];
}
