import { openSqlite, tableNames } from './sqlite/open-sqlite.js';
import type { TableLocation } from './tables/table-options.js';

export type { TableLocation } from './tables/table-options.js';

/**
 * The tables and views of an SQLite file, as locations for `scenarioFromTables`. Needs the package `sql.js`.
 *
 * @throws DiscoError `PACKAGE_MISSING`; errors of the file system and of SQLite as they are
 */
export async function sqliteTables(path: string): Promise<readonly Exclude<TableLocation, string>[]> {
  const database = await openSqlite(path);
  try {
    return tableNames(database).map((table) => ({ in: path, table }));
  } finally {
    database.close();
  }
}
