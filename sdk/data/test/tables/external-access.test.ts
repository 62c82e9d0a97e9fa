import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { expect, it } from 'vitest';
import { openStore, scenarioFromTables } from '@disco-engine/data';
import { folderWith, problemsOf } from './folder.js';

async function writeDuckDb(path: string, ...statements: string[]): Promise<void> {
  const instance = await DuckDBInstance.create(path);
  const connection = await instance.connect();
  for (const statement of statements) await connection.run(statement);
  connection.closeSync();
  instance.closeSync();
}

it.each(['read_text', 'read_csv', 'read_blob', 'glob'])(
  'rejects a view that would read a file on this machine: %s',
  async (reader) => {
    const folder = await folderWith({ 'secret.csv': 'k\nhush\n', 'stages.csv': 'k\na\n' });
    const secret = join(folder, 'secret.csv');
    await writeDuckDb(
      join(folder, 'sent.duckdb'),
      `CREATE VIEW stages AS SELECT 'a' AS k, * FROM ${reader}('${secret}')`,
    );
    const problems = await problemsOf({ folder, vertices: { stage: 'sent.duckdb#stages', other: 'stages.csv' } });
    expect(problems).toEqual([expect.stringMatching(/^sent.duckdb#stages ACCESS_REFUSED a view in the file reads/)]);
    expect(problems.join()).not.toContain('hush');
  },
);

it('reads files through links, and in folders whose names look like patterns', async () => {
  const folder = await folderWith({ 'a[b]*?.csv': 'k,site\na,Ulm\n', 'ab.csv': 'k,site\nwrong,Ulm\n' });
  await writeDuckDb(join(folder, 'real*.duckdb'), `CREATE TABLE t AS SELECT 'b' AS k`);
  await symlink(join(folder, 'real*.duckdb'), join(folder, 'link.duckdb'));
  const { graph } = await scenarioFromTables({ folder, vertices: { a: 'a[b]*?.csv', b: 'link.duckdb#t' } });
  expect(graph.keys).toEqual(['a', 'b']);
});

it('rejects a store whose tables are views of other files', async () => {
  const folder = await folderWith({ 'secret.txt': 'hush' });
  const path = join(folder, 'store.duckdb');
  const secret = join(folder, 'secret.txt');
  await writeDuckDb(path, `CREATE VIEW disco_store AS SELECT content AS format FROM read_text('${secret}')`);
  const error: unknown = await openStore(path)
    .then((store) => store.list())
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    code: 'STORE_FAILED',
    message: expect.stringContaining('Cannot access file') as string,
  });
  expect(String(error)).not.toContain('hush');
});
