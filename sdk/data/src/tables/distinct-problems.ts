import { shownText, type LabelTable, type Problem } from '@disco-engine/kernel';
import { rowAt, rowProblem } from './row-problem.js';
import type { StagedType } from './stage-tables.js';
import type { Staging } from './staging.js';

/** Maximum number of rows reported; any others are only counted. */
const MOST_TOLD = 50;

/** Reports the vertices of a table that do not have exactly one label of each distinct type. */
export async function distinctProblems(
  { plan, table, roles }: StagedType,
  ordinals: Int32Array,
  labels: LabelTable,
  { database, report }: Staging,
): Promise<void> {
  for (const type of plan.options.distinct ?? []) {
    if (!roles.labels.some((role) => role.type === type)) {
      const known = roles.labels.map((role) => role.type).join(', ') || 'none';
      const message = `${plan.subject} has no labels of type ${shownText(type)}, which must be distinct; there are: ${known}`;
      report.add('LABEL_UNKNOWN', message, { file: table.shown });
      continue;
    }
    const [first, end] = labels.range(type);
    const clashes: number[] = [];
    const missing: number[] = [];
    ordinals.forEach((vertex, row) => {
      const count = vertex < 0 ? 1 : countOf(labels, vertex, first, end);
      if (count !== 1) (count > 1 ? clashes : missing).push(row);
    });
    for (const [rows, code] of [
      [clashes, 'LABEL_CLASH'],
      [missing, 'LABEL_MISSING'],
    ] as const) {
      const problems: Problem[] = [];
      for (const row of rows.slice(0, MOST_TOLD)) {
        const values = labels
          .values(ordinals[row] ?? NaN, type)
          .map(shownText)
          .join(' and ');
        const what = values === '' ? 'no label' : `${values} as labels`;
        const message = `the vertex has ${what} of type ${shownText(type)}, which must be distinct; give it exactly one`;
        problems.push(rowProblem(table, await rowAt(database, table, row), code, message));
      }
      report.addAll({ count: rows.length, problems });
    }
  }
}

function countOf({ starts, labels }: LabelTable, vertex: number, first: number, end: number): number {
  let count = 0;
  const stop = starts[vertex + 1] ?? NaN;
  for (let at = starts[vertex] ?? NaN; at < stop; at++) {
    const label = labels[at] ?? NaN;
    if (label >= first && label < end) count += 1;
  }
  return count;
}
