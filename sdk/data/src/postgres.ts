import { openDatabaseStore } from './store/database-store.js';
import { PostgresDatabase } from './store/postgres-database.js';
import type { ScenarioStore } from './store/scenario-store.js';

export type { ScenarioStore, StoredVersion } from './store/scenario-store.js';

/**
 * Opens a store of scenarios in a PostgreSQL database. Needs the packages `pg` and `pg-copy-streams`.
 *
 * @param url as in `postgres://user@host/database`
 * @throws DiscoError `STORE_UNREACHABLE`, `PACKAGE_MISSING`
 */
export function openPostgresStore(url: string): Promise<ScenarioStore> {
  return openDatabaseStore(new PostgresDatabase(url), false);
}
