import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import initialise from 'sql.js';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openDuckDbStore } from '../../src/duckdb.js';
import { sqliteTables } from '../../src/sqlite.js';

let folder: string;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'disco-entries-'))));
afterAll(() => rm(folder, { recursive: true }));

describe('an entry point of the package', () => {
  it('for DuckDB opens a store', async () => {
    const store = await openDuckDbStore(join(folder, 'own.duckdb'));
    expect(await store.list()).toEqual([]);
    await store.close();
  });

  it('for SQLite lists the tables of a file', async () => {
    const { Database } = await initialise();
    const database = new Database();
    database.run('CREATE TABLE stages (id TEXT); CREATE TABLE arcs (id TEXT); CREATE VIEW ends AS SELECT * FROM arcs');
    const path = join(folder, 'plant.sqlite');
    await writeFile(path, database.export());
    database.close();
    expect(await sqliteTables(path)).toEqual(['arcs', 'ends', 'stages'].map((table) => ({ in: path, table })));
  });
});

/** Simulates a missing package. */
function withoutPackage(name: string): void {
  vi.resetModules();
  vi.doMock(name, () => {
    throw new Error(`Cannot find package '${name}'`);
  });
}

describe('a missing package is reported with the command to install it', () => {
  let name: string;
  afterEach(() => vi.doUnmock(name));

  it.each([
    [
      '@duckdb/node-api',
      async () => (await import('../../src/duckdb.js')).openDuckDbStore(join(folder, 'none.duckdb')),
    ],
    ['@duckdb/node-api', async () => (await import('../../src/index.js')).openStore(join(folder, 'none.duckdb'))],
    ['pg', async () => (await import('../../src/postgres.js')).openPostgresStore('postgres://localhost/none')],
    ['pg-copy-streams', async () => (await import('../../src/index.js')).openStore('postgres://localhost/none')],
    ['sql.js', async () => (await import('../../src/sqlite.js')).sqliteTables(join(folder, 'none.sqlite'))],
  ])('%s, case %#', async (missing, open) => {
    name = missing;
    withoutPackage(name);
    await expect(open()).rejects.toMatchObject({
      code: 'PACKAGE_MISSING',
      message: expect.stringContaining(`npm install ${name}`),
    });
  });
});
