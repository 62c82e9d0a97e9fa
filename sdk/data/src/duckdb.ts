import { openDatabaseStore } from './store/database-store.js';
import { DuckDbDatabase } from './store/duckdb-database.js';
import type { ScenarioStore } from './store/scenario-store.js';

export type { ScenarioStore, StoredVersion } from './store/scenario-store.js';

/**
 * Opens a store of scenarios in a DuckDB file. Needs the package `@duckdb/node-api`.
 *
 * @param options.make whether to create a missing file. Default: true
 * @throws DiscoError `STORE_UNREADABLE`, `STORE_LOCKED`, `PACKAGE_MISSING`; `STORE_MISSING` if the file is missing and `make` is false
 */
export function openDuckDbStore(
  path: string,
  { make = true }: { readonly make?: boolean } = {},
): Promise<ScenarioStore> {
  return openDatabaseStore(new DuckDbDatabase(path), make);
}
