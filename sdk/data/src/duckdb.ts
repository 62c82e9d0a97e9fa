import { openDatabaseStore } from './store/database-store.js';
import { DuckDbDatabase } from './store/duckdb-database.js';
import type { ScenarioStore } from './store/scenario-store.js';

/**
 * Opens a store of scenarios in a DuckDB file, which is made if it is not there. Needs the package `@duckdb/node-api`.
 *
 * @throws DiscoError `STORE_UNREADABLE`, `STORE_LOCKED`, `PACKAGE_MISSING`
 */
export function openDuckDbStore(path: string): Promise<ScenarioStore> {
  return openDatabaseStore(new DuckDbDatabase(path));
}
