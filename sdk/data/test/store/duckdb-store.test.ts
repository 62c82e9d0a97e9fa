import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openDuckDb } from '../../src/duckdb/open-duckdb.js';
import { loadStored, openStore } from '../../src/store/open-store.js';
import { refusal } from '../../../model/test/refusal.js';
import { storeSuite } from './suite.js';
import { town } from './town-scenario.js';

let folder: string;
let files = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-store-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const newFile = (): string => join(folder, `store-${(files += 1)}.duckdb`);

storeSuite({
  kind: 'a DuckDB file',
  zeros: true,
  newLocation: () => Promise.resolve(newFile()),
  tableCount: async (location) => {
    const db = await openDuckDb(location, { readOnly: true });
    const { rowCount } = await db.connection.runAndReadAll('SELECT table_name FROM duckdb_tables()').then((reader) => ({
      rowCount: reader.currentRowCount,
    }));
    db.close();
    return rowCount;
  },
});

test('the location of a file is its absolute path', async () => {
  const path = newFile();
  const store = await openStore(relative(process.cwd(), path));
  expect(store.location).toBe(path);
});

test('a file is created when the store is opened, and nothing else is left next to it', async () => {
  const path = newFile();
  await openStore(path);
  const beside = (await readdir(folder)).filter((name) => join(folder, name).startsWith(path));
  expect(beside.map((name) => join(folder, name))).toEqual([path]);
});

test('a file may be named like a table', async () => {
  for (const name of ['disco', 'disco_store', 'disco_scenarios']) {
    const store = await openStore(join(folder, `${name}.duckdb`));
    await store.save(town('town', 3));
    expect((await store.load('town')).graph.vertexCount).toBe(3);
  }
});

test('a file that several processes create at once is created once', async () => {
  const path = newFile();
  const stores = await Promise.all([openStore(path), openStore(path), openStore(path)]);
  await Promise.all(stores.map((store) => store.save(town('town', 3))));
  expect(await stores[0].list()).toHaveLength(3);
});

test('a version is loaded only from an existing file', async () => {
  const path = newFile();
  const error = await refusal(() => loadStored({ store: path, id: 'town', version: 1 }));
  expect(error.code).toBe('STORE_MISSING');
  expect(existsSync(path)).toBe(false);
});

test('a file that is not a DuckDB file is rejected', async () => {
  const path = newFile();
  await writeFile(path, 'key,weight\na,1\n');
  const error = await refusal(() => openStore(path));
  expect(error.code).toBe('STORE_UNREADABLE');
  expect(error.message).toContain(path);
  expect(await refusal(() => openStore(folder))).toMatchObject({ code: 'STORE_UNREADABLE' });
  expect(await refusal(() => openStore(join(folder, 'none', 'a.duckdb')))).toMatchObject({ code: 'STORE_UNREADABLE' });
});

test('a DuckDB file with other tables can become a store', async () => {
  const path = newFile();
  const db = await openDuckDb(path);
  await db.connection.run('CREATE TABLE scenarios(a integer)');
  db.close();
  const store = await openStore(path);
  expect(await store.list()).toEqual([]);
  await store.save(town('town', 3));
  expect(await store.list()).toHaveLength(1);
});

test('a store of another format is rejected', async () => {
  const path = newFile();
  const store = await openStore(path);
  await store.save(town('town', 3));
  const db = await openDuckDb(path);
  await db.connection.run('UPDATE disco_store SET format = 7');
  db.close();
  for (const action of [() => store.list(), () => store.load('town'), () => store.save(town('town', 3))]) {
    const error = await refusal(action);
    expect(error.code).toBe('STORE_UNREADABLE');
    expect(error.message).toContain('format 7');
  }
});

test('a file that another process writes is rejected until it is done; one that others read can be read', async () => {
  const path = newFile();
  const store = await openStore(path);
  await store.save(town('town', 3));
  const holder = fileURLToPath(new URL('fixtures/hold-file.mjs', import.meta.url));
  const hold = async (mode: string): Promise<() => Promise<void>> => {
    const child = spawn(process.execPath, [holder, path, mode], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(child.stdout, 'data');
    return async () => {
      child.kill('SIGKILL');
      await once(child, 'exit');
    };
  };
  const endWriter = await hold('READ_WRITE');
  for (const action of [() => openStore(path), () => store.load('town'), () => store.save(town('town', 3))]) {
    const error = await refusal(action);
    expect(error.code).toBe('STORE_LOCKED');
    expect(error.message).toContain('another process');
  }
  await endWriter();
  const endReader = await hold('READ_ONLY');
  expect((await store.load('town')).graph.vertexCount).toBe(3);
  expect(await refusal(() => store.save(town('town', 3)))).toMatchObject({ code: 'STORE_LOCKED' });
  await endReader();
  expect(await store.save(town('town', 3))).toMatchObject({ version: 2 });
});
