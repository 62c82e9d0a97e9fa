import type { Problem } from '@disco-engine/kernel';
import { Scenario } from '@disco-engine/sdk';
import type { ImportOptions, TableOptions } from './table-options.js';

/**
 * Reads a scenario from tables: CSV, Parquet and JSON Lines files, or tables in DuckDB, SQLite and PostgreSQL databases. Everything is
 * checked, and one report lists all problems with file and line, or with the number of the row if a table has no lines.
 *
 * Whatever the options leave open and the tables do not determine is assumed and reported; see `onAssumption`.
 *
 * @throws InvalidInputError `SCENARIO_INVALID`; DiscoError `PACKAGE_MISSING` if the package that reads the tables is not installed
 *
 * @example
 * const scenario = await scenarioFromTables({
 *   vertices: { stage: 'stages.parquet' },
 *   layers: { order: 'arcs.csv', supply: { from: 'arcs.csv', reverse: true, cyclic: true } },
 * });
 */
export async function scenarioFromTables(
  options: TableOptions,
  { onAssumption = warn }: ImportOptions = {},
): Promise<Scenario> {
  // Loaded on first use: the table reader is large, and many programs only open a store or write a log.
  const { importTables } = await import('./import-tables.js');
  return new Scenario(await importTables(options, onAssumption));
}

function warn({ code, message, place }: Problem): void {
  process.emitWarning(`${place?.file ?? 'table'}: ${message}`, { type: 'TableWarning', code });
}
