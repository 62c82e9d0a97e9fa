import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { installedPostgres, PostgresServer } from '../../../../sdk/data/test/store/postgres-server.js';
import { coordinatorRoles, PostgresCoordinator } from '../../src/postgres.js';
import { pgDriver, prepareSession } from '../../src/postgres/connect.js';
import { onlyValue } from '../../src/postgres/row-values.js';
import { MIGRATIONS } from '../../src/postgres/sql/migrations.js';
import { refusal } from '../refusal.js';
import { claimed, DONE } from '../suite/suite-host.js';
import { TransactionPooler } from './transaction-pooler.js';

const skipped = installedPostgres() === undefined && process.env['CI'] === undefined;
const why = skipped ? ': skipped, because no PostgreSQL server is installed in /usr/lib/postgresql' : '';

describe.skipIf(skipped)(`access to a coordinator in PostgreSQL${why}`, () => {
  let server: PostgresServer;
  let url: string;
  let database: string;
  const opened: PostgresCoordinator[] = [];

  beforeAll(async () => {
    server = await PostgresServer.start();
    url = await server.newDatabase();
    database = new URL(url).pathname.slice(1);
    for (const user of ['submitter', 'worker', 'leader', 'nobody'])
      await server.query('postgres', `CREATE ROLE test_${user} LOGIN`);
    await (await open('disco')).close();
    // Twice: it may be repeated.
    await run(coordinatorRoles() + coordinatorRoles());
    for (const role of ['submitter', 'worker', 'leader']) await run(`GRANT disco_${role} TO test_${role}`);
  });

  afterEach(async () => {
    for (const coordinator of opened.splice(0)) await coordinator.close();
  });

  afterAll(() => server.stop());

  async function run(sql: string, at = url): Promise<unknown[]> {
    const client = new Client({ connectionString: at });
    await client.connect();
    const { rows } = await client.query<object>(sql);
    await client.end();
    return rows;
  }

  async function open(user: string): Promise<PostgresCoordinator> {
    const coordinator = await PostgresCoordinator.open(server.url(database, user));
    opened.push(coordinator);
    return coordinator;
  }

  const REFUSED = 'COORDINATOR_REFUSED';

  test('a submitter submits, orders and reads, and nothing else', async () => {
    const submitter = await open('test_submitter');
    const [id = ''] = await submitter.submit([{ kind: 'test', payload: '' }]);
    await submitter.order(id, 'cancel');
    expect(await submitter.jobs({ ids: [id] })).toMatchObject([{ state: 'CANCELED' }]);
    expect(await submitter.result(id)).toBeUndefined();
    await submitter.get(await submitter.put(Uint8Array.of(1)));
    expect(await submitter.members()).toEqual([]);
    const others = [
      () => submitter.join({ name: 'x' }),
      () => submitter.lead('x'),
      () => submitter.drain('x'),
      () => submitter.collect(0),
    ];
    for (const other of others) expect((await refusal(other())).code).toBe(REFUSED);
  });

  test('a worker claims and commits, and nothing else', async () => {
    const submitter = await open('test_submitter');
    const [id = ''] = await submitter.submit([{ kind: 'test', payload: '' }]);
    const worker = await open('test_worker');
    const member = await worker.join({ name: '1' });
    await member.commit(await claimed(member), DONE);
    await member.leave();
    const others = [
      () => worker.submit([{ kind: 'test', payload: '' }]),
      () => worker.order(id, 'cancel'),
      () => worker.lead('x'),
      () => worker.drain('x'),
      () => worker.collect(0),
    ];
    for (const other of others) expect((await refusal(other())).code).toBe(REFUSED);
  });

  test('a leader leads, drains and collects, and nothing else', async () => {
    const coordinator = await open('test_leader');
    const leader = await coordinator.lead('leader');
    const [id = ''] = await leader.submit([{ kind: 'whole', payload: '', seats: 0 }]);
    await leader.settle(id, DONE);
    expect(await leader.reap()).toEqual([]);
    expect(await coordinator.drain('x')).toBe(0);
    await coordinator.collect(60_000);
    const others = [
      () => coordinator.submit([{ kind: 'test', payload: '' }]),
      () => coordinator.order(id, 'cancel'),
      () => coordinator.join({ name: 'x' }),
    ];
    for (const other of others) expect((await refusal(other())).code).toBe(REFUSED);
    await leader.resign();
  });

  test.each(['submitter', 'worker', 'leader'])(
    'a %s reads and writes no table, and calls no inner function',
    async (role) => {
      const client = new Client({ connectionString: server.url(database, `test_${role}`) });
      await client.connect();
      const statements = [
        'SELECT * FROM disco_coordinator.members',
        `UPDATE disco_coordinator.jobs SET state = 'FINISHED'`,
        'DELETE FROM disco_coordinator.results',
        `SELECT disco_coordinator.add('[]')`,
        `SELECT disco_coordinator.requeue(gen_random_uuid(), 'x')`,
        'CREATE TABLE disco_coordinator.own(one integer)',
      ];
      for (const statement of statements)
        await expect(client.query(statement), statement).rejects.toMatchObject({ code: '42501' });
      await client.end();
    },
  );

  test('who has no role is refused, also where there is no schema yet', async () => {
    expect((await refusal(open('test_nobody'))).code).toBe(REFUSED);
    const empty = new URL(await server.newDatabase()).pathname.slice(1);
    const error = await refusal(PostgresCoordinator.open(server.url(empty, 'test_nobody')));
    expect(error.code).toBe(REFUSED);
    expect(error.message).toContain('disco_submitter');
  });

  test('a server, user or database that is not there is reported without the password', async () => {
    await server.query('postgres', `CREATE ROLE guarded LOGIN PASSWORD 'right'`);
    const urls = [
      'postgres://me:secret@127.0.0.1:1/none',
      server.url('none', 'disco:secret'),
      server.url(database, 'guarded:secret'),
    ];
    for (const wrong of urls) {
      const error = await refusal(PostgresCoordinator.open(wrong));
      expect(error.code, wrong).toBe('COORDINATOR_UNREACHABLE');
      expect(error.message).not.toContain('secret');
    }
  });

  test('a session ends soon after a silent cut, and with it the lock of a leader', async () => {
    const client = await (await pgDriver(url)).open();
    await prepareSession(client);
    const shown = async (name: string): Promise<unknown> => {
      return onlyValue(await client.query(`SELECT current_setting('${name}') AS value`));
    };
    const names = ['tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count', 'tcp_user_timeout'];
    const values = [];
    for (const name of names) values.push(await shown(name));
    expect(values).toEqual(['1', '1', '3', '3000']);
    await client.end();
  });

  test('a pooler that shares sessions is refused', async () => {
    const pooler = await TransactionPooler.before(url);
    const error = await refusal(PostgresCoordinator.open(pooler.through(url)));
    expect(error.code).toBe('COORDINATOR_UNFIT');
    expect(error.message).toContain('pool_mode = session');
    await pooler.close();
  });

  test('a schema of a later version is refused', async () => {
    const later = await server.newDatabase();
    await (await PostgresCoordinator.open(later)).close();
    await server.query(new URL(later).pathname.slice(1), 'UPDATE disco_coordinator.meta SET format = 99');
    expect((await refusal(PostgresCoordinator.open(later))).code).toBe('COORDINATOR_NEWER');
  });

  test('a schema of an earlier version is brought up to date, and keeps its jobs and what the roles may do', async () => {
    const earlier = await server.newDatabase();
    const id = '12345678-1234-4234-8234-123456789abc';
    for (const migration of MIGRATIONS.slice(0, 2)) await run(migration, earlier);
    const before = `CREATE FUNCTION disco_coordinator.format() RETURNS integer LANGUAGE sql AS 'SELECT 2';
      CREATE FUNCTION disco_coordinator.list_jobs(p_ids uuid[], p_parent uuid, p_kind text, p_states text[])
        RETURNS TABLE (id uuid) LANGUAGE sql AS 'SELECT id FROM disco_coordinator.jobs';
      UPDATE disco_coordinator.meta SET format = 2;
      INSERT INTO disco_coordinator.jobs(id, kind, payload, priority, seats, losses, state, paused, ended)
        VALUES ('${id}', 'test', '', 0, 1, 5, 'FINISHED', false, clock_timestamp() - interval '1 hour');
      GRANT USAGE ON SCHEMA disco_coordinator TO disco_submitter`;
    await run(before, earlier);
    const coordinator = await PostgresCoordinator.open(earlier);
    const [job] = await coordinator.jobs();
    expect(job).toMatchObject({ id, state: 'FINISHED' });
    expect(job?.endedAgo).toBeGreaterThanOrEqual(3_600_000);
    await coordinator.close();
    const of = (user: string): string => server.url(new URL(earlier).pathname.slice(1), user);
    const submitter = await PostgresCoordinator.open(of('test_submitter'));
    expect(await submitter.jobs({ ids: [id] })).toHaveLength(1);
    await submitter.close();
    // This role was never let in.
    expect((await refusal(PostgresCoordinator.open(of('test_worker')))).code).toBe(REFUSED);
  });

  test('a process of an earlier version that stayed connected can submit; tokens of attempts are not kept', async () => {
    const coordinator = await open('disco');
    const id = '12345678-1234-4234-8234-123456789abd';
    const job = { id, kind: 'early', payload: '', priority: 9, seats: 1, losses: 5, code: 'early', parent: null };
    await run(`SELECT disco_coordinator.submit('${JSON.stringify([job])}')`);
    const tokens = (): Promise<unknown> =>
      run(`SELECT token IS NOT NULL AS held FROM disco_coordinator.jobs WHERE id = '${id}'`);
    const member = await coordinator.join({ name: 'early', offers: ['early'] });
    await member.release(await claimed(member));
    expect(await tokens()).toEqual([{ held: false }]);
    const again = await claimed(member);
    expect(again.job).toBe(id);
    expect(await tokens()).toEqual([{ held: true }]);
    await member.commit(again, DONE);
    expect(await tokens()).toEqual([{ held: false }]);
    await member.leave();
  });

  test('several processes may create the schema at once', async () => {
    const fresh = await server.newDatabase();
    const all = await Promise.all([1, 2, 3].map(() => PostgresCoordinator.open(fresh)));
    expect(await all[0]?.jobs()).toEqual([]);
    for (const one of all) await one.close();
  });

  test('a failure of the database itself is reported with its reason', async () => {
    const broken = await server.newDatabase();
    const coordinator = await PostgresCoordinator.open(broken);
    await server.query(new URL(broken).pathname.slice(1), 'DROP TABLE disco_coordinator.alarms');
    const error = await refusal(coordinator.jobs());
    expect(error.code).toBe('COORDINATOR_FAILED');
    expect(error.message).toContain('alarms');
    await coordinator.close();
  });

  test('a missing package is reported with the command to install it', async () => {
    vi.resetModules();
    vi.doMock('pg', () => {
      throw new Error(`Cannot find package 'pg'`);
    });
    const { PostgresCoordinator: Fresh } = await import('../../src/postgres.js');
    await expect(Fresh.open(url)).rejects.toMatchObject({
      code: 'PACKAGE_MISSING',
      message: expect.stringContaining('npm install pg') as string,
    });
    vi.doUnmock('pg');
  });
});
