import type { ProblemReport } from './problem-report.js';
import type { TableDatabase } from './table-database.js';
import type { TableLimits } from './table-limits.js';

/** What the readers of all formats work with. */
export interface Staging {
  readonly database: TableDatabase;
  readonly report: ProblemReport;
  /** What was assumed of tables that their options do not say. */
  readonly assumed: ProblemReport;
  readonly limits: TableLimits;
  /** Most rows that a table may have; one more are read, to see that there are too many. */
  readonly mostRows: number;
  /** Whether text files are read row by row, which tells all that is wrong with them and on which lines, and is slow. */
  readonly careful: boolean;
  /** A file, for what a reader has to lay down before the database takes it in; one table at a time. */
  readonly scratch: string;
}

/** Ends an attempt that is not careful, because something is wrong and is to be told in full. */
export class CareNeeded extends Error {}

/** @throws CareNeeded where something is wrong and the attempt is not careful */
export function requireSound({ report, careful }: Staging): void {
  if (!report.empty && !careful) throw new CareNeeded();
}
