import { realpath } from 'node:fs/promises';
import { globPath } from '../duckdb/sql-text.js';
import type { ImportPlan } from './table-plan.js';

/** The files that an import reads, under all the names that DuckDB uses for them. */
export async function tableFiles({ vertices, layers }: ImportPlan): Promise<string[]> {
  const files = new Set<string>();
  for (const { location } of [...vertices, ...layers]) {
    if (location.kind === 'postgres') continue;
    const { path } = location;
    // The write-ahead log of a database is next to the file that links resolve to.
    const target = await realpath(path).catch(() => path);
    for (const name of [path, target, globPath(path)]) files.add(name);
    if (location.kind === 'database') for (const name of [path, target]) files.add(`${name}.wal`);
  }
  return [...files];
}
