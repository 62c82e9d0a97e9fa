import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { installedPostgres, PostgresServer } from '../store/postgres-server.js';
import { problemsOf } from './folder.js';
import { scenarioFromTables } from '@disco-engine/data';

// If CI is set, the server must exist: a test that never runs proves nothing.
const skipped = installedPostgres() === undefined && process.env['CI'] === undefined;
const why = skipped ? ': skipped, because no server is installed in /usr/lib/postgresql' : '';

describe.skipIf(skipped)(`tables of PostgreSQL${why}`, () => {
  let server: PostgresServer;
  let url: string;

  beforeAll(async () => {
    server = await PostgresServer.start();
    url = await server.newDatabase();
    const database = url.split('/').at(-1) ?? '';
    for (const statement of [
      `CREATE TABLE stages (key text, site text, tags text[], days float8, units int, big bigint, price numeric,
         open boolean, since date, more jsonb)`,
      `INSERT INTO stages VALUES
         ('b', 'Ulm', '{x,y}', 'NaN', 7, 9007199254740993, 1.25, true, '2026-01-02', '{"a": [1]}'),
         ('a', NULL, NULL, 0.1, NULL, 1, NULL, NULL, NULL, NULL)`,
      'CREATE SCHEMA other',
      `CREATE VIEW other.arcs AS SELECT 'a' AS tail, 'b' AS head, 2.5::float8 AS weight`,
    ])
      await server.query(database, statement);
  }, 60_000);
  afterAll(() => server.stop());

  it('become a scenario', async () => {
    const stage = { from: `${url}#stages`, columns: { more: 'value' } } as const;
    const layers = { order: `${url}#other.arcs` };
    const scenario = await scenarioFromTables({ vertices: { stage }, layers });
    expect(scenario.graph.keys).toEqual(['a', 'b']);
    expect([0, 1].map((vertex) => scenario.graph.labels.of(vertex))).toEqual([[], ['site=Ulm', 'tags=x', 'tags=y']]);
    expect(scenario.graph.knownLayer('order')).toMatchObject({
      targets: Int32Array.of(1),
      weights: Float64Array.of(2.5),
    });
    const names = ['days', 'units', 'big', 'price', 'open', 'since', 'more'];
    const columns = await scenario.columns.read({ nodeType: 'stage' }, names);
    expect(columns).toMatchObject([
      { type: 'float64', values: Float64Array.of(0.1, NaN) },
      { type: 'int32', missing: Uint8Array.of(1, 0) },
      { type: 'int64', values: BigInt64Array.of(1n, 9007199254740993n) },
      { type: 'float64', missing: Uint8Array.of(1, 0) },
      { type: 'boolean', values: Uint8Array.of(0, 1), missing: Uint8Array.of(1, 0) },
      { type: 'text', codes: Int32Array.of(-1, 0), texts: ['2026-01-02'] },
      { type: 'value', values: [undefined, { a: [1] }] },
    ]);
  });

  it('that are missing are reported, without the password', async () => {
    const secret = url.replace('disco@', 'disco:s3cret@');
    expect(await problemsOf({ vertices: { a: `${secret}#stage`, b: `${secret}nowhere#stages` } })).toEqual([
      expect.stringMatching(/^postgres:\/\/127.*#stage TABLE_MISSING there is no table 'stage'; there are: .*stages/),
      expect.stringMatching(/^postgres:\/\/127.*nowhere#stages DATABASE_UNREACHABLE .*does not exist/),
    ]);
    const closed = url.replace(/:\d+\//, ':1/').replace('disco@', 'disco:s3cret@');
    const [problem] = await problemsOf({ vertices: { a: `${closed}#stages` } });
    expect(problem).toMatch(/DATABASE_UNREACHABLE the database cannot be reached: .*ECONNREFUSED/);
    expect(problem).not.toContain('s3cret');
  });
});
