import { readFile } from 'node:fs/promises';
import type { Database } from 'sql.js';
import { optionalPackage } from '../packages/optional-package.js';

/**
 * Reads a whole SQLite file into memory.
 *
 * @throws DiscoError `PACKAGE_MISSING`
 */
export async function openSqlite(path: string): Promise<Database> {
  const { default: initialise } = await optionalPackage('sql.js', 'tables in SQLite files', () => import('sql.js'));
  const { Database: SqliteDatabase } = await initialise();
  return new SqliteDatabase(await readFile(path));
}

/** The names of all tables and views, ascending. */
export function tableNames(database: Database): string[] {
  const [{ values } = { values: [] }] = database.exec(
    `SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1`,
  );
  return values.map(([name]) => String(name));
}
