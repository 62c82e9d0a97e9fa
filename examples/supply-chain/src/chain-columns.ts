import type { ProblemList } from './problem-list.js';
import { shown } from './shown.js';

const NEEDED = [
  'stage_id',
  'lead_time',
  'max_s_time',
  'cost_rate',
  'ext_demand_mean',
  'ext_demand_std',
  'ext_demand_thres',
  'up_stages',
] as const;

/** A required column of a chain file. */
export type Column = (typeof NEEDED)[number];

/** Index of each column in a row, from 0. */
export type Columns = Readonly<Record<Column, number>>;

/** Finds the columns by name, in any order; `up_stages` must be the last one, since its cells extend to the end of the row. */
export function findColumns(
  cells: readonly string[],
  line: number,
  file: string,
  problems: ProblemList,
): Columns | null {
  const names = cells.map((cell) => cell.trim());
  while (names.at(-1) === '') names.pop();
  const missing = NEEDED.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    const list = missing.map((column) => `\`${column}\``).join(', ');
    const what = missing.length === 1 ? `column ${list} is missing` : `columns ${list} are missing`;
    problems.add('COLUMN_MISSING', `${what}; the header begins with ${shown(names.join(','))}`, { file, line });
    return null;
  }
  const twice = NEEDED.filter((column) => names.indexOf(column) !== names.lastIndexOf(column));
  for (const column of twice) {
    problems.add('COLUMN_REPEATED', `column \`${column}\` occurs more than once; keep one`, { file, line });
  }
  if (names.at(-1) !== 'up_stages') {
    const message = 'column `up_stages` must be the last one, because pairs of an upstream stage and its units follow';
    problems.add('COLUMN_MISPLACED', message, { file, line });
    return null;
  }
  if (twice.length > 0) return null;
  return Object.fromEntries(NEEDED.map((column) => [column, names.indexOf(column)])) as Record<Column, number>;
}
