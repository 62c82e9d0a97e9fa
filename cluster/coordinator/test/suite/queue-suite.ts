import { describe, expect, test } from 'vitest';
import type { JobRequest } from '../../src/index.js';
import { refusal } from '../refusal.js';
import { claimed, DONE, type Bench } from './suite-host.js';

const ABSENT = '00000000-0000-4000-8000-000000000000';

/** Submission, order of claims, and what can be listed. */
export function queueSuite(bench: Bench): void {
  describe('the queue', () => {
    test('a job is queued, assigned and finished', async () => {
      const [id = ''] = await bench.submit('{"n":1}');
      expect(await bench.only(id)).toEqual({
        id,
        kind: 'test',
        payload: '{"n":1}',
        priority: 0,
        seats: 1,
        leastSeats: 1,
        code: undefined,
        parent: undefined,
        state: 'QUEUED',
        isPaused: false,
        attempt: 0,
        members: [],
        error: undefined,
        endedAgo: undefined,
        alarms: [],
      });
      expect(await bench.coordinator.result(id)).toBeUndefined();
      const member = await bench.join('host/1');
      const assignment = await claimed(member);
      expect(assignment).toMatchObject({ job: id, kind: 'test', payload: '{"n":1}', attempt: 1, seat: 0, seats: 1 });
      const assigned = { state: 'ASSIGNED', attempt: 1, members: ['host/1'], endedAgo: undefined };
      expect(await bench.only(id)).toMatchObject(assigned);
      expect(await member.commit(assignment, DONE)).toBe('recorded');
      expect(await bench.only(id)).toMatchObject({ state: 'FINISHED', attempt: 1, members: [] });
      const result = { job: id, attempt: 1, member: 'host/1', ...DONE, artefacts: [] };
      expect(await bench.coordinator.result(id)).toEqual(result);
      expect(await member.claim()).toBeUndefined();
    });

    test('a job tells how long ago it ended, however it did', async () => {
      const [finished, canceled, failed, open] = await bench.submit('a', 'b', 'c', 'd');
      const member = await bench.join('host/1');
      await member.commit(await claimed(member), DONE);
      await bench.coordinator.order(canceled ?? '', 'cancel');
      await member.commit(await claimed(member), { ...DONE, error: 'wrong' });
      const agos = async (): Promise<readonly number[]> => {
        const jobs = await bench.coordinator.jobs({ states: ['FINISHED', 'CANCELED', 'FAILED'] });
        expect(jobs.map(({ id }) => id)).toEqual([finished, canceled, failed]);
        return jobs.map(({ endedAgo }) => endedAgo ?? NaN);
      };
      const times = await agos();
      expect(times.every((ago) => ago >= 0 && ago < 60_000)).toBe(true);
      expect(times).toEqual([...times].sort((a, b) => b - a));
      // It ended before, and is looked at later.
      expect((await agos())[2]).toBeGreaterThan(Number(times[2]));
      expect((await bench.only(open)).endedAgo).toBeUndefined();
    });

    test('the highest priority comes first, then the first submission', async () => {
      const { coordinator } = bench;
      const job = (payload: string, priority: number): JobRequest => ({ kind: 'test', payload, priority });
      await coordinator.submit([job('c', 0), job('d', 0), job('a', 7), job('e', -1), job('b', 7)]);
      const member = await bench.join('host/1');
      const order: string[] = [];
      for (let next = await member.claim(); next !== undefined; next = await member.claim()) {
        order.push(next.payload);
        await member.commit(next, DONE);
      }
      expect(order.join('')).toBe('abcde');
    });

    test('a claim repeated before the end of a job returns the same assignment', async () => {
      await bench.submit('a', 'b');
      const member = await bench.join('host/1');
      expect(await member.claim()).toBe(await member.claim());
    });

    test('the same name submitted twice is one job', async () => {
      const request = { id: '12345678-1234-4234-8234-123456789abc', kind: 'test', payload: 'first' };
      expect(await bench.coordinator.submit([request])).toEqual([request.id]);
      expect(await bench.coordinator.submit([{ ...request, payload: 'second' }])).toEqual([request.id]);
      expect((await bench.coordinator.jobs()).map(({ payload }) => payload)).toEqual(['first']);
    });

    test('one report names all problems of a submission, and nothing is queued', async () => {
      const wrong = { kind: '', payload: '', priority: 0.5, seats: -1, losses: NaN, id: 'x', parent: 'y' };
      const error = await refusal(bench.coordinator.submit([{ kind: 'test', payload: '' }, wrong]));
      expect(error.code).toBe('JOB_INVALID');
      for (const part of ['job 1: id', 'parent is', 'kind is empty', 'priority is 0.5', 'seats is -1', 'losses is NaN'])
        expect(error.message).toContain(part);
      expect(await bench.coordinator.jobs()).toEqual([]);
    });

    test('a job that does not exist is reported', async () => {
      const { coordinator } = bench;
      const orphan = { kind: 'test', payload: '', parent: ABSENT };
      expect((await refusal(coordinator.submit([orphan]))).code).toBe('JOB_UNKNOWN');
      for (const name of [ABSENT, 'no name of a job']) {
        expect((await refusal(coordinator.result(name))).code).toBe('JOB_UNKNOWN');
        expect((await refusal(coordinator.order(name, 'pause'))).code).toBe('JOB_UNKNOWN');
        expect(await coordinator.jobs({ ids: [name] })).toEqual([]);
        expect(await coordinator.jobs({ parent: name })).toEqual([]);
      }
    });

    test('jobs are listed by name, parent, kind and state', async () => {
      const { coordinator } = bench;
      const [above = ''] = await coordinator.submit([{ kind: 'whole', payload: '', seats: 0 }]);
      const [first = '', second = ''] = await coordinator.submit(
        ['1', '2'].map((payload) => ({ kind: 'part', payload, parent: above })),
      );
      const listed = async (query: Parameters<typeof coordinator.jobs>[0]): Promise<string[]> =>
        (await coordinator.jobs(query)).map(({ id }) => id);
      expect(await listed({})).toEqual([above, first, second]);
      expect(await listed({ ids: [second, above] })).toEqual([above, second]);
      expect(await listed({ parent: above })).toEqual([first, second]);
      expect(await listed({ kind: 'whole' })).toEqual([above]);
      await coordinator.order(second, 'cancel');
      expect(await listed({ states: ['CANCELED', 'FAILED'] })).toEqual([second]);
    });

    test('members that claim at once never get the same job', async () => {
      await bench.submit(...Array.from({ length: 24 }, (_, at) => String(at)));
      const members = await Promise.all(['1', '2', '3', '4'].map((name) => bench.join(name)));
      const done: string[] = [];
      await Promise.all(
        members.map(async (member) => {
          for (let next = await member.claim(); next !== undefined; next = await member.claim()) {
            done.push(`${next.payload}/${next.attempt}`);
            await member.commit(next, DONE);
          }
        }),
      );
      expect(done.sort()).toEqual(Array.from({ length: 24 }, (_, at) => `${at}/1`).sort());
    });

    test('a job goes only to a member that offers its code', async () => {
      const { coordinator } = bench;
      await coordinator.submit([{ kind: 'test', payload: 'new', code: 'b' }]);
      const old = await coordinator.join({ name: 'old', offers: ['a'] });
      const none = await bench.join('none');
      expect([await old.claim(), await none.claim()]).toEqual([undefined, undefined]);
      const both = await coordinator.join({ name: 'both', offers: ['a', 'b'] });
      expect(await claimed(both)).toMatchObject({ payload: 'new', code: 'b' });
    });
  });
}
