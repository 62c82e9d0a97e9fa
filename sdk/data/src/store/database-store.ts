import { DiscoError, entryAt } from '@disco-engine/kernel';
import type { Scenario, StoredScenario } from '@disco-engine/sdk';
import { findVersions } from './find-version.js';
import { loadScenario } from './load-scenario.js';
import { removeVersion } from './remove-version.js';
import { saveScenario } from './save-scenario.js';
import { storableTables } from './scenario-tables.js';
import type { ScenarioStore, StoredVersion } from './scenario-store.js';
import { hasSchema, makeSchema } from './schema.js';
import type { StoreConnection, StoreDatabase } from './store-database.js';

/** Prepares a database, and opens it as a store. */
export async function openDatabaseStore(database: StoreDatabase, make: boolean): Promise<ScenarioStore> {
  await database.prepare(make);
  return new DatabaseStore(database);
}

/** Scenarios in a database of any kind. */
class DatabaseStore implements ScenarioStore {
  #closed = false;

  constructor(private readonly database: StoreDatabase) {}

  get location(): string {
    return this.database.location;
  }

  async save(scenario: Scenario, { id = scenario.name }: { id?: string } = {}): Promise<StoredScenario> {
    const database = this.#open();
    if (id === '') throw new DiscoError('ARGUMENT_INVALID', 'the id of a stored scenario is empty; give one');
    const tables = await storableTables(scenario, id, database);
    const version = await database.write(async (connection) => {
      await makeSchema(connection, database);
      return saveScenario(connection, scenario, id, tables);
    });
    return { store: this.location, id, version };
  }

  async load(id: string, { version }: { version?: number | undefined } = {}): Promise<Scenario> {
    const database = this.#open();
    return database.read((connection) => loadVersion(connection, database, id, version));
  }

  async list(): Promise<StoredVersion[]> {
    const database = this.#open();
    const versions = await database.read((connection) => listVersions(connection, database));
    return versions.sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : a.version - b.version));
  }

  async remove(id: string, { version }: { version?: number | undefined } = {}): Promise<void> {
    const database = this.#open();
    await database.write(async (connection) => {
      const versions = await findVersions(connection, database, id, version);
      for (const { number } of versions) await removeVersion(connection, number);
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #open(): StoreDatabase {
    if (!this.#closed) return this.database;
    throw new DiscoError('STORE_CLOSED', `the store ${this.database.shown} is closed; open it again`);
  }
}

/** Loads the newest version, or the requested one. @throws DiscoError `SCENARIO_UNKNOWN` */
export async function loadVersion(
  connection: StoreConnection,
  database: StoreDatabase,
  id: string,
  version: number | undefined,
): Promise<Scenario> {
  const versions = await findVersions(connection, database, id, version);
  return loadScenario(connection, database, id, entryAt(versions, versions.length - 1));
}

async function listVersions(connection: StoreConnection, database: StoreDatabase): Promise<StoredVersion[]> {
  if (!(await hasSchema(connection, database))) return [];
  const rows = await connection.rows('SELECT id, version, vertices, edges, saved_at FROM disco_scenarios');
  return rows.map(([id, version, vertices, edges, savedAt]) => ({
    id: String(id),
    version: Number(version),
    vertices: Number(vertices),
    edges: Number(edges),
    savedAt: String(savedAt),
  }));
}
