import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { installedPostgres, PostgresServer } from '../../../../sdk/data/test/store/postgres-server.js';
import { PostgresCoordinator } from '../../src/postgres.js';
import { HaltableClock } from '../haltable-clock.js';
import { refusal } from '../refusal.js';
import { claimed, DONE } from '../suite/suite-host.js';
import { until } from '../until.js';

const skipped = installedPostgres() === undefined && process.env['CI'] === undefined;
const why = skipped ? ': skipped, because no PostgreSQL server is installed in /usr/lib/postgresql' : '';

describe.skipIf(skipped)(`a coordinator in PostgreSQL survives${why}`, () => {
  let server: PostgresServer;
  let url: string;
  let database: string;

  beforeAll(async () => {
    server = await PostgresServer.start();
    url = await server.newDatabase();
    database = new URL(url).pathname.slice(1);
  });

  afterAll(() => server.stop());

  test('a crash of the server: nothing acknowledged is lost, and calls wait', async () => {
    const coordinator = await PostgresCoordinator.open(url, { patience: 60_000 });
    const ids = await coordinator.submit(['a', 'b', 'c'].map((payload) => ({ kind: 'test', payload })));
    const [one, other] = [
      await coordinator.join({ name: '1', ttl: 2_000 }),
      await coordinator.join({ name: '2', ttl: 2_000 }),
    ];
    const first = await claimed(one);
    await one.commit(first, DONE);
    const second = await claimed(other);
    const leader = await coordinator.lead('leader');
    const artefact = await coordinator.put(Buffer.from('log'));

    const hasty = await PostgresCoordinator.open(url, { patience: 300 });

    await server.crash();
    const commit = other.commit(second, { ...DONE, digest: 'two' });
    const third = one.claim();
    expect((await refusal(hasty.jobs())).code).toBe('COORDINATOR_UNREACHABLE');
    // Longer than a lease: the workers go on, and nobody is counted as lost when the server is back.
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    await server.restart();
    await hasty.close();

    expect(await commit).toBe('recorded');
    expect(leader.signal.reason).toMatchObject({ code: 'LEADERSHIP_OVER' });
    const next = await coordinator.lead('leader');
    expect(next.term).toBeGreaterThan(leader.term);
    expect(await next.reap()).toEqual([]);
    const last = await third;
    expect(last).toMatchObject({ job: ids[2], attempt: 1 });
    if (last !== undefined) expect(await one.commit(last, DONE)).toBe('recorded');
    const jobs = await coordinator.jobs({ ids });
    expect(jobs.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(Array.from(ids, () => 'FINISHED 1'));
    expect(await coordinator.result(first.job)).toMatchObject({ ...DONE, attempt: 1 });
    expect(String(Buffer.from(await coordinator.get(artefact)))).toBe('log');
    expect([one, other].map(({ signal }) => signal.aborted)).toEqual([false, false]);
    // Hints arrive over a new connection.
    let told = false;
    coordinator.watch(() => (told = true));
    await until(async () => {
      await coordinator.submit([{ kind: 'none', payload: '', seats: 0 }]);
      return told;
    });
    await coordinator.close();
  });

  test('the end of every session, with the calls under way', async () => {
    const coordinator = await PostgresCoordinator.open(url);
    const before = (await coordinator.jobs()).length;
    const end = `SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'disco coordinator'`;
    let isOver = false;
    const cutting = (async () => {
      while (!isOver) {
        await server.query(database, end);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    })();
    for (let at = 0; at < 20; at++) await coordinator.submit([{ kind: 'cut', payload: String(at), seats: 0 }]);
    isOver = true;
    await cutting;
    const payloads = (await coordinator.jobs({ kind: 'cut' })).map(({ payload }) => payload);
    // Each once, although some were sent again after their answer was lost.
    expect(payloads).toEqual(Array.from({ length: 20 }, (_, at) => String(at)));
    expect((await coordinator.jobs()).length).toBe(before + 20);
    await coordinator.close();
  });

  test('two leaders at once: the writes of the earlier term fail', async () => {
    const [clock, later] = [new HaltableClock(), await PostgresCoordinator.open(url)];
    const coordinator = await PostgresCoordinator.open(url, { clock });
    const [id = ''] = await coordinator.submit([{ kind: 'whole', payload: '', seats: 0 }]);
    const halted = await coordinator.lead('halted');
    clock.halt();
    // As if it had been halted for as long as its lease.
    await server.query(database, 'UPDATE disco_coordinator.leader SET expires = now()');
    expect(await later.leader()).toBeUndefined();
    const next = await later.lead('next');
    expect(halted.signal.aborted).toBe(false);
    expect((await refusal(halted.settle(id, { ...DONE, digest: 'old' }))).code).toBe('LEADERSHIP_OVER');
    expect(halted.signal.aborted).toBe(true);
    expect(await next.settle(id, DONE)).toBe('recorded');
    expect(await later.leader()).toMatchObject({ name: 'next' });
    // The session of the earlier one ends; that changes nothing for the later one.
    clock.go();
    await coordinator.close();
    expect(await later.leader()).toMatchObject({ name: 'next' });
    await later.close();
    expect(await (await PostgresCoordinator.open(url)).close()).toBeUndefined();
  });

  test('a holder that is stopped for two leases: it is fenced, and there is one result', async () => {
    const ttl = 600;
    const coordinator = await PostgresCoordinator.open(url);
    const [id = ''] = await coordinator.submit([{ kind: 'held', payload: '' }]);
    const leader = await coordinator.lead('leader');
    const holder = spawn(process.execPath, [fixture('holder.mjs'), url, String(ttl)], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    const lines = createInterface(holder.stdout)[Symbol.asyncIterator]();
    expect((await lines.next()).value).toBe('claimed attempt 1');
    holder.kill('SIGSTOP');
    const stopped = performance.now();
    await until(async () => (await leader.reap()).some(({ job }) => job === id));
    const member = await coordinator.join({ name: 'other' });
    expect(await member.commit(await claimed(member), DONE)).toBe('recorded');
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, stopped + 2 * ttl - performance.now())));
    holder.stdin.write('report\n');
    holder.kill('SIGCONT');
    expect((await lines.next()).value).toBe('refused LEASE_OVER, stopped LEASE_OVER');
    await once(holder, 'exit');
    expect(await coordinator.result(id)).toMatchObject({ member: 'other', attempt: 2, digest: 'one' });
    await coordinator.close();
  });

  test('a leader that is killed: the next one leads at once', async () => {
    const [first, second] = [await PostgresCoordinator.open(url), await PostgresCoordinator.open(url)];
    const leader = await first.lead('first');
    const waiting = second.lead('second');
    const pid = await server.query(
      database,
      `SELECT pid FROM pg_locks WHERE locktype = 'advisory' AND granted AND objid = ${leader.term}`,
    );
    await server.query(database, `SELECT pg_terminate_backend(${Number(pid)})`);
    const next = await waiting;
    expect(next.term).toBe(leader.term + 1);
    await until(() => leader.signal.aborted);
    await Promise.all([first.close(), second.close()]);
  });
});

function fixture(name: string): string {
  return fileURLToPath(new URL(`fixtures/${name}`, import.meta.url));
}
