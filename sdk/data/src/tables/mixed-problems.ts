import { entryAt, type Problem, shownText } from '@disco-engine/kernel';
import { isWholeText } from './cell-patterns.js';
import { numberText, trimmed } from './conversion.js';
import { findRows, rowProblem } from './row-problem.js';
import { isSoundNumber } from './sniff-columns.js';
import type { StagedColumn, StagedTable } from './staged-table.js';
import type { TableDatabase } from './table-database.js';
import type { CountedProblems } from './problem-report.js';

/** Finds the cells that keep a column from being numeric: other text, codes, and numbers that overflow. */
export async function mixedProblems(
  columns: readonly StagedColumn[],
  table: StagedTable,
  database: TableDatabase,
): Promise<CountedProblems> {
  const problems: Problem[] = [];
  let count = 0;
  for (const column of columns) {
    const text = trimmed(column);
    // Digits beyond the range of 64-bit integers count as well.
    const plain = numberText(column);
    const tooLong = `${isWholeText(plain)} AND TRY_CAST(${plain} AS BIGINT) IS NULL`;
    const wrong = `${text} IS NOT NULL AND (NOT ${isSoundNumber(column)} OR coalesce(${tooLong}, false))`;
    const found = await findRows(database, table, wrong, [text]);
    count += found.count;
    for (const row of found.rows) {
      const name = shownText(column.name);
      const message = `column ${name} has numbers, but here ${shownText(entryAt(row.texts, 0))}; correct or empty the cell, or declare the type of the column, as in columns: { ${name}: 'text' }`;
      problems.push(rowProblem(table, row, 'COLUMN_MIXED', message));
    }
  }
  return { count, problems };
}
