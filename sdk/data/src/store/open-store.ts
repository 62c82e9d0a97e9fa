import type { Scenario, StoredScenario } from '@disco-engine/sdk';
import { loadVersion, openDatabaseStore } from './database-store.js';
import type { ScenarioStore } from './scenario-store.js';
import type { StoreDatabase } from './store-database.js';

const POSTGRES = /^postgres(ql)?:\/\//i;

/**
 * Opens a store of scenarios. Files and connections are open only while a method needs them.
 *
 * @param location the path of a DuckDB file, which is made if it is not there, or the URL of a PostgreSQL database, as in
 * `postgres://user@host/database`
 * @param options.make whether a file that is not there is made, true by default; who only looks should leave no trace
 * @throws DiscoError `STORE_UNREADABLE`, `STORE_LOCKED`, `STORE_UNREACHABLE`, `PACKAGE_MISSING`; `STORE_MISSING` for a file that is neither
 * there nor to be made
 */
export async function openStore(
  location: string,
  { make = true }: { readonly make?: boolean } = {},
): Promise<ScenarioStore> {
  return openDatabaseStore(await databaseAt(location), make);
}

/**
 * Loads the version of a scenario that another process has loaded or saved. Writes nothing, and makes no file. Columns are read when
 * they are asked for.
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
