import { type Column } from '@disco-engine/sdk';
import { MemoryColumns } from '@disco-engine/sdk/extensions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.js';
import { refusal } from '../../../model/test/refusal.js';
import { installedPostgres, PostgresServer } from './postgres-server.js';
import { sourceOf, storeSuite } from './suite.js';
import { town, townWith } from './town-scenario.js';

// On the CI machine they must run: there, a missing server makes them fail.
const skipped = installedPostgres() === undefined && process.env['CI'] === undefined;

const why = skipped ? ': skipped, because none is installed in /usr/lib/postgresql' : '';

describe.skipIf(skipped)(`with a PostgreSQL server${why}`, () => {
  let server: PostgresServer;

  beforeAll(async () => {
    server = await PostgresServer.start();
  });

  afterAll(() => server.stop());

  storeSuite({
    kind: 'a PostgreSQL database',
    zeros: false,
    newLocation: () => server.newDatabase(),
    tableCount: async (location) => {
      const sql = `SELECT count(*) FROM information_schema.tables WHERE table_schema = 'public'`;
      return Number(await server.query(new URL(location).pathname.slice(1), sql));
    },
  });

  test('a text with a zero character is rejected with its column and row', async () => {
    const store = await openStore(await server.newDatabase());
    const column: Column = { type: 'text', codes: Int32Array.of(0, 1), texts: ['a', 'a\0b'] };
    const error = await refusal(() => store.save(townWith('town', 2, sourceOf(column))));
    expect(error.code).toBe('SCENARIO_UNSTORABLE');
    expect(error.message).toContain(
      `column 'column' of node type 'house', row 1: "a\\u0000b" contains a zero character`,
    );
  });

  test('400 text columns fit, more are rejected', async () => {
    const columnsOf = (count: number): MemoryColumns => {
      const column: Column = { type: 'text', codes: Int32Array.of(0, 0), texts: ['long'.repeat(1000)] };
      const named = Array.from({ length: count }, (_, index): [string, Column] => [`column ${index}`, column]);
      return new MemoryColumns(new Map([['house', new Map(named)]]));
    };
    const store = await openStore(await server.newDatabase());
    await store.save(townWith('town', 2, columnsOf(400)));
    const error = await refusal(() => store.save(townWith('town', 2, columnsOf(401))));
    expect(error.code).toBe('SCENARIO_UNSTORABLE');
  });

  test('a missing server, user or database is reported without the password', async () => {
    await server.query('postgres', `CREATE ROLE guarded LOGIN PASSWORD 'right'`);
    const right = server.url('postgres', 'guarded:right');
    expect(await (await openStore(right)).list()).toEqual([]);
    const urls = [
      server.url('postgres', 'guarded:s3cret'),
      server.url('unknown', 'disco:s3cret'),
      'postgres://disco:s3cret@127.0.0.1:1/postgres',
      'postgres://disco:s3cret@127.0.0.1:port/postgres',
      'postgres://disco@127.0.0.1:1/postgres?password=s3cret',
    ];
    for (const url of urls) {
      const error = await refusal(() => openStore(url));
      expect(error.code).toBe('STORE_UNREACHABLE');
      expect(error.message).toContain('postgres://127.0.0.1');
      expect(`${error.message} ${String(error.stack)} ${String(error.cause)}`).not.toContain('s3cret');
    }
  });

  test('a user who owns none of the tables can save a scenario', async () => {
    const url = await server.newDatabase();
    await (await openStore(url)).save(town('town', 3));
    const database = new URL(url).pathname.slice(1);
    await server.query(database, 'CREATE ROLE writer LOGIN');
    await server.query(database, 'GRANT CREATE ON SCHEMA public TO writer');
    await server.query(database, 'GRANT ALL ON ALL TABLES IN SCHEMA public TO writer');
    const store = await openStore(server.url(database, 'writer'));
    expect(await store.save(town('town', 4))).toMatchObject({ version: 2 });
  });

  test('missing permissions are reported', async () => {
    const url = await server.newDatabase();
    const database = new URL(url).pathname.slice(1);
    await server.query(database, 'CREATE ROLE nobody LOGIN');
    await server.query(database, 'REVOKE CREATE ON SCHEMA public FROM PUBLIC');
    const store = await openStore(server.url(database, 'nobody'));
    const error = await refusal(() => store.save(town('town', 3)));
    expect(error.code).toBe('STORE_FAILED');
    expect(error.message).toContain('permission denied');
  });
});
