import { describe, expect, test } from 'vitest';
import { refusal } from '../refusal.js';
import { until } from '../until.js';
import { claimed, DONE, type Bench } from './suite-host.js';

/** Results, attempts, orders and artefacts. */
export function resultSuite(bench: Bench): void {
  describe('a result', () => {
    test('may be reported again by whoever missed the answer', async () => {
      const [id = ''] = await bench.submit('a');
      const member = await bench.join('1');
      const assignment = await claimed(member);
      expect(await member.commit(assignment, DONE)).toBe('recorded');
      expect(await member.commit(assignment, { ...DONE, value: '"other"' })).toBe('repeated');
      expect(await bench.coordinator.result(id)).toMatchObject(DONE);
    });

    test('that differs from the recorded one is an alarm with both digests', async () => {
      const [id = ''] = await bench.submit('a');
      const member = await bench.join('1');
      const assignment = await claimed(member);
      await member.commit(assignment, DONE);
      for (let time = 0; time < 2; time++) {
        const error = await refusal(member.commit(assignment, { ...DONE, digest: 'two' }));
        expect(error.code).toBe('REPLICATION_DIFFERS');
        expect(error.message).toContain('digest one');
        expect(error.message).toContain('digest two');
      }
      const alarm = { attempt: 1, member: '1', recorded: 'one', reported: 'two' };
      expect(await bench.only(id)).toMatchObject({ state: 'FINISHED', alarms: [alarm] });
      expect(await bench.coordinator.result(id)).toMatchObject(DONE);
    });

    test('of the leader ends the parts of its job that nobody needs any more', async () => {
      const leader = await bench.coordinator.lead('leader');
      const [whole = ''] = await bench.coordinator.submit([{ kind: 'whole', payload: 'w', seats: 0 }]);
      const [first = '', second = '', third = ''] = await leader.submit(
        ['1', '2', '3'].map((payload) => ({ kind: 'part', payload, parent: whole })),
      );
      const member = await bench.join('1');
      await member.commit(await claimed(member), DONE);
      const running = await claimed(member);
      expect(running.job).toBe(second);
      await leader.settle(whole, DONE);
      const states = await Promise.all([first, second, third].map(async (id) => (await bench.only(id)).state));
      expect(states).toEqual(['FINISHED', 'CANCELED', 'CANCELED']);
      await until(() => running.signal.aborted);
      expect(await member.claim()).toBeUndefined();
      await leader.resign();
    });

    test('with an error fails its job', async () => {
      const [id = ''] = await bench.submit('a');
      const member = await bench.join('1');
      await member.commit(await claimed(member), { ...DONE, error: 'no such experiment' });
      expect(await bench.only(id)).toMatchObject({ state: 'FAILED', error: 'no such experiment' });
    });

    test('of an attempt that was given back does not count', async () => {
      const [id = ''] = await bench.submit('a');
      const member = await bench.join('1');
      const first = await claimed(member);
      await member.release(first);
      expect((await refusal(member.commit(first, DONE))).code).toBe('ATTEMPT_OVER');
      const second = await claimed(member);
      expect(second.attempt).toBe(2);
      expect((await refusal(member.commit(first, DONE))).code).toBe('ATTEMPT_OVER');
      expect((await refusal(member.release(first))).code).toBe('ATTEMPT_OVER');
      await member.commit(second, DONE);
      expect(await bench.coordinator.result(id)).toMatchObject({ attempt: 2 });
    });

    test('never comes of a job whose attempts are all lost', async () => {
      const [id = ''] = await bench.coordinator.submit([{ kind: 'test', payload: '', losses: 1 }]);
      const member = await bench.join('1');
      await member.release(await claimed(member), 'out of memory');
      // Without a reason, it is not a loss.
      await member.release(await claimed(member));
      await member.release(await claimed(member), 'out of memory');
      expect(await member.claim()).toBeUndefined();
      const job = await bench.only(id);
      expect(job).toMatchObject({ state: 'FAILED', attempt: 3 });
      expect(job.error).toContain('2 lost attempts; the last one: out of memory');
    });
  });

  describe('an order', () => {
    test('to pause keeps a job in the queue until it is resumed', async () => {
      const [id = ''] = await bench.submit('a');
      const member = await bench.join('1');
      await bench.coordinator.order(id, 'pause');
      expect(await member.claim()).toBeUndefined();
      expect((await bench.only(id)).isPaused).toBe(true);
      await bench.coordinator.order(id, 'resume');
      expect((await claimed(member)).isPaused).toBe(false);
    });

    test('reaches who works on the job', async () => {
      const [id = ''] = await bench.submit('a');
      const member = await bench.join('1', 600);
      const assignment = await claimed(member);
      const told: boolean[] = [];
      const subscription = assignment.onPause((isPaused) => told.push(isPaused));
      await bench.coordinator.order(id, 'pause');
      await until(() => assignment.isPaused);
      await bench.coordinator.order(id, 'resume');
      await until(() => !assignment.isPaused);
      expect(told).toEqual([true, false]);
      subscription.unsubscribe();
      await bench.coordinator.order(id, 'cancel');
      await until(() => assignment.signal.aborted);
      expect(assignment.signal.reason).toMatchObject({ code: 'JOB_CANCELED' });
      expect(told).toEqual([true, false]);
      expect((await refusal(member.commit(assignment, DONE))).code).toBe('JOB_CANCELED');
      expect(await bench.only(id)).toMatchObject({ state: 'CANCELED', members: [] });
    });

    test('that follows another at once is noticed as soon', async () => {
      const [id = ''] = await bench.submit('a');
      // The next beat comes after seconds.
      const assignment = await claimed(await bench.join('1'));
      await Promise.all([bench.coordinator.order(id, 'pause'), bench.coordinator.order(id, 'cancel')]);
      await until(() => assignment.signal.aborted, 3_000);
      expect(assignment.signal.reason).toMatchObject({ code: 'JOB_CANCELED' });
    });

    test('reaches the parts of a job, and those that come later', async () => {
      const { coordinator } = bench;
      const [above = ''] = await coordinator.submit([{ kind: 'whole', payload: '', seats: 0 }]);
      const part = { kind: 'part', payload: '', parent: above };
      const [early] = await coordinator.submit([part]);
      await coordinator.order(above, 'pause');
      const [paused] = await coordinator.submit([part]);
      for (const id of [early, paused]) expect((await bench.only(id)).isPaused).toBe(true);
      await coordinator.order(above, 'cancel');
      const [late] = await coordinator.submit([part]);
      for (const id of [early, paused, late]) expect((await bench.only(id)).state).toBe('CANCELED');
    });

    test('has no effect on a job that has ended', async () => {
      const [id = ''] = await bench.submit('a');
      const member = await bench.join('1');
      await member.commit(await claimed(member), DONE);
      await bench.coordinator.order(id, 'cancel');
      expect((await bench.only(id)).state).toBe('FINISHED');
    });

    test('to drain makes members take nothing more', async () => {
      await bench.submit('a', 'b');
      const { coordinator } = bench;
      const [one, other] = [await bench.join('host/1', 600), await bench.join('hosts/1', 600)];
      const assignment = await claimed(one);
      expect(await coordinator.drain('host')).toBe(1);
      await until(() => one.isDraining);
      await one.commit(assignment, DONE);
      expect(await one.claim()).toBeUndefined();
      expect((await claimed(other)).payload).toBe('b');
      const listed = (await coordinator.members()).map(({ name, isDraining }) => [name, isDraining]);
      expect(listed).toEqual([
        ['host/1', true],
        ['hosts/1', false],
      ]);
    });
  });

  describe('an artefact', () => {
    test('is found by the hash of its bytes', async () => {
      const { coordinator } = bench;
      const bytes = Uint8Array.from({ length: 100_000 }, (_, at) => at % 251);
      const hash = await coordinator.put(bytes);
      expect(hash).toMatch(/^[0-9a-f]{64}$/);
      expect(await coordinator.put(bytes)).toBe(hash);
      expect(Buffer.compare(await coordinator.get(hash), bytes)).toBe(0);
      expect(await coordinator.get(await coordinator.put(new Uint8Array()))).toHaveLength(0);
      expect((await refusal(coordinator.get('0'.repeat(64)))).code).toBe('ARTEFACT_UNKNOWN');
    });

    test('must be there before a result names it', async () => {
      await bench.submit('a');
      const member = await bench.join('1');
      const assignment = await claimed(member);
      const missing = { ...DONE, artefacts: ['f'.repeat(64)] };
      expect((await refusal(member.commit(assignment, missing))).code).toBe('ARTEFACT_UNKNOWN');
      const artefacts = [await bench.coordinator.put(Uint8Array.of(1))];
      await member.commit(assignment, { ...DONE, artefacts });
      expect(await bench.coordinator.result(assignment.job)).toMatchObject({ artefacts });
    });

    test('is kept as long as a job needs it, which must have it when it is queued', async () => {
      const { coordinator } = bench;
      const needing = (...artefacts: readonly string[]): Promise<readonly string[]> =>
        coordinator.submit([{ kind: 'test', payload: '', artefacts }]);
      expect((await refusal(needing('f'.repeat(64)))).code).toBe('ARTEFACT_UNKNOWN');
      const needed = await coordinator.put(Uint8Array.of(7));
      const [id = ''] = await needing(needed);
      expect(await coordinator.collect(0)).toEqual({ jobs: 0, artefacts: 0 });
      await coordinator.order(id, 'cancel');
      expect(await coordinator.collect(0)).toEqual({ jobs: 1, artefacts: 1 });
    });

    test('is kept as long as its result, and jobs are kept until they have ended', async () => {
      const { coordinator } = bench;
      const [done = '', open] = await bench.submit('a', 'b');
      const member = await bench.join('1');
      const used = await coordinator.put(Uint8Array.of(1));
      await coordinator.put(Uint8Array.of(2));
      await member.commit(await claimed(member), { ...DONE, artefacts: [used] });
      expect(await coordinator.collect(60_000)).toEqual({ jobs: 0, artefacts: 0 });
      const [part = ''] = await coordinator.submit([{ kind: 'part', payload: '', parent: open, priority: 1 }]);
      await member.commit(await claimed(member), DONE);
      expect(await coordinator.collect(0)).toEqual({ jobs: 1, artefacts: 2 });
      expect((await coordinator.jobs()).map(({ id }) => id)).toEqual([open, part]);
      expect((await refusal(coordinator.result(done))).code).toBe('JOB_UNKNOWN');
    });
  });
}
