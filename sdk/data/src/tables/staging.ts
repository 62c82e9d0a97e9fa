import type { ProblemReport } from './problem-report.js';
import type { TableDatabase } from './table-database.js';
import type { TableLimits } from './table-limits.js';

/** The context shared by the readers of all formats. */
export interface Staging {
  readonly database: TableDatabase;
  readonly report: ProblemReport;
  /** Assumptions about tables that their options leave open. */
  readonly assumed: ProblemReport;
  readonly limits: TableLimits;
  /** Maximum number of rows of a table; readers read one more, to detect that there are too many. */
  readonly mostRows: number;
  /** Whether text files are read row by row, which finds all their problems with lines, but is slow. */
  readonly careful: boolean;
  /** A temporary file for data on the way into the database; one table at a time. */
  readonly scratch: string;
}

/** Aborts an attempt that is not careful, so that a careful one can report all problems. */
export class CareNeeded extends Error {}

/** @throws CareNeeded if there are problems and the attempt is not careful */
export function requireSound({ report, careful }: Staging): void {
  if (!report.empty && !careful) throw new CareNeeded();
}
