import type { ProblemReport } from './problem-report.js';

/** A table of a database. */
export interface FoundTable {
  readonly schema: string;
  readonly table: string;
}

/**
 * Finds the table that a location names, with or without its schema and a dot. Case matters only if tables differ in nothing else.
 *
 * @param usual schema for a name without one
 */
export function findTable(
  tables: readonly FoundTable[],
  name: string,
  usual: string,
  shown: string,
  report: ProblemReport,
): FoundTable | undefined {
  const fits = [
    ({ schema, table }: FoundTable) => schema === usual && table === name,
    ({ schema, table }: FoundTable) => `${schema}.${table}` === name,
    ({ schema, table }: FoundTable) => schema === usual && table.toLowerCase() === name.toLowerCase(),
    ({ schema, table }: FoundTable) => `${schema}.${table}`.toLowerCase() === name.toLowerCase(),
  ];
  for (const fit of fits) {
    const [found, ...others] = tables.filter(fit);
    if (found !== undefined && others.length === 0) return found;
  }
  const known = tables
    .slice(0, 20)
    .map(({ schema, table }) => (schema === usual ? table : `${schema}.${table}`))
    .join(', ');
  report.add('TABLE_MISSING', `there is no table '${name}'; there are: ${known || 'none'}`, { file: shown });
  return undefined;
}
