import type { Scenario, StoredScenario } from '@disco-engine/sdk';
import { loadVersion, openDatabaseStore } from './database-store.js';
import type { ScenarioStore } from './scenario-store.js';
import type { StoreDatabase } from './store-database.js';

const POSTGRES = /^postgres(ql)?:\/\//i;

/**
 * Opens a store of scenarios. Files and connections are open only while a method needs them.
 *
 * @param location path of a DuckDB file, or URL of a PostgreSQL database, as in `postgres://user@host/database`
 * @param options.make whether to create a missing file; pass false to only read. Default: true
 * @throws DiscoError `STORE_UNREADABLE`, `STORE_LOCKED`, `STORE_UNREACHABLE`, `PACKAGE_MISSING`; `STORE_MISSING` if the file is missing and
 *   `make` is false
 */
export async function openStore(
  location: string,
  { make = true }: { readonly make?: boolean } = {},
): Promise<ScenarioStore> {
  return openDatabaseStore(await databaseAt(location), make);
}

/**
 * Loads the version of a scenario that another process has loaded or saved. Never writes or creates files. Columns are read on demand.
 *
 * @throws DiscoError `SCENARIO_UNKNOWN`; as `openStore`
 */
export async function loadStored({ store, id, version }: StoredScenario): Promise<Scenario> {
  const database = await databaseAt(store);
  return database.read((connection) => loadVersion(connection, database, id, version));
}

async function databaseAt(location: string): Promise<StoreDatabase> {
  if (POSTGRES.test(location)) return new (await import('./postgres-database.js')).PostgresDatabase(location);
  return new (await import('./duckdb-database.js')).DuckDbDatabase(location);
}
