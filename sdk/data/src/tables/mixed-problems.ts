import { entryAt, type Problem, shownText } from '@disco-engine/kernel';
import { isInfinityText, isNanText, isNumberText } from './cell-patterns.js';
import { trimmed } from './conversion.js';
import { findRows, rowProblem } from './row-problem.js';
import type { StagedColumn, StagedTable } from './staged-table.js';
import type { TableDatabase } from './table-database.js';
import type { CountedProblems } from './problem-report.js';

/** The cells that make text of columns that would be numbers without them. */
export async function mixedProblems(
  columns: readonly StagedColumn[],
  table: StagedTable,
  database: TableDatabase,
): Promise<CountedProblems> {
  const problems: Problem[] = [];
  let count = 0;
  for (const column of columns) {
    const text = trimmed(column);
    const number = [isNumberText(text), isInfinityText(text), isNanText(text)].join(' OR ');
    const found = await findRows(database, table, `${text} IS NOT NULL AND NOT (${number})`, [text]);
    count += found.count;
    for (const row of found.rows) {
      const name = shownText(column.name);
      const message = `column ${name} has numbers, and here ${shownText(entryAt(row.texts, 0))}; correct the cell, empty it, or declare columns: { ${name}: 'text' }`;
      problems.push(rowProblem(table, row, 'COLUMN_MIXED', message));
    }
  }
  return { count, problems };
}
