import { describe, expect, test } from 'vitest';
import type { LostMember } from '../../src/index.js';
import { refusal } from '../refusal.js';
import { until } from '../until.js';
import { claimed, DONE, type Bench } from './suite-host.js';

const TTL = 500;

/** Leases and leaders. */
export function leaseSuite(bench: Bench): void {
  describe('a lease', () => {
    test('holds as long as its member beats', async () => {
      const member = await bench.join('1', TTL);
      const leader = await bench.coordinator.lead('leader');
      const end = performance.now() + 3 * TTL;
      while (performance.now() < end) {
        expect(await leader.reap()).toEqual([]);
        await new Promise((resolve) => setTimeout(resolve, TTL / 5));
      }
      expect(member.signal.aborted).toBe(false);
      const [listed] = await bench.coordinator.members();
      expect(listed).toMatchObject({ name: '1', job: undefined });
      expect(listed?.left).toBeGreaterThan(0);
      await leader.resign();
    });

    test('of a halted member ends, and what it says afterwards does not count', async () => {
      const [id = ''] = await bench.submit('a');
      const halted = await bench.join('halted', TTL);
      const first = await claimed(halted);
      const leader = await bench.coordinator.lead('leader');
      bench.clock.halt();
      let lost: readonly LostMember[] = [];
      await until(async () => (lost = await leader.reap()).length > 0);
      expect(lost).toEqual([{ name: 'halted', job: id }]);
      expect(await bench.coordinator.members()).toEqual([]);
      const other = await bench.join('other');
      const second = await claimed(other);
      expect(second).toMatchObject({ job: id, attempt: 2 });
      // The first thing that it does after it goes on is to report its result.
      expect((await refusal(halted.commit(first, { ...DONE, digest: 'wrong' }))).code).toBe('LEASE_OVER');
      bench.clock.go();
      for (const { signal } of [halted, first]) expect(signal.reason).toMatchObject({ code: 'LEASE_OVER' });
      expect((await refusal(halted.claim())).code).toBe('LEASE_OVER');
      await other.commit(second, DONE);
      expect(await bench.only(id)).toMatchObject({ state: 'FINISHED', attempt: 2, alarms: [] });
      expect(await bench.coordinator.result(id)).toMatchObject({ member: 'other', digest: 'one' });
      await leader.resign();
    });

    test('is spared for a while by a new leader', async () => {
      const member = await bench.join('1', TTL);
      bench.clock.halt();
      await new Promise((resolve) => setTimeout(resolve, 1.5 * TTL));
      const leader = await bench.coordinator.lead('leader');
      expect(await leader.reap()).toEqual([]);
      bench.clock.go();
      // Its next beat revives it.
      await until(async () => ((await bench.coordinator.members())[0]?.left ?? 0) > 0);
      expect(await leader.reap()).toEqual([]);
      expect(member.signal.aborted).toBe(false);
      await leader.resign();
    });

    test('of a member that leaves ends at once, and its job goes on', async () => {
      const [id] = await bench.coordinator.submit([{ kind: 'test', payload: '', losses: 0 }]);
      const member = await bench.join('1');
      const assignment = await claimed(member);
      await member.leave();
      await member.leave();
      expect(assignment.signal.aborted).toBe(true);
      expect(await bench.coordinator.members()).toEqual([]);
      expect((await refusal(member.claim())).code).toBe('COORDINATOR_CLOSED');
      expect(await bench.only(id)).toMatchObject({ state: 'QUEUED' });
      expect(await claimed(await bench.join('2'))).toMatchObject({ job: id, attempt: 2 });
    });
  });

  describe('the leader', () => {
    test('is one at a time, and each has a later term', async () => {
      const { coordinator } = bench;
      expect(await coordinator.leader()).toBeUndefined();
      const first = await coordinator.lead('first');
      expect(await coordinator.leader()).toEqual({ name: 'first', term: first.term });
      let isNext = false;
      const waiting = coordinator.lead('second').then((next) => {
        isNext = true;
        return next;
      });
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(isNext).toBe(false);
      await first.resign();
      const second = await waiting;
      expect(second.term).toBeGreaterThan(first.term);
      expect(first.signal.reason).toMatchObject({ code: 'LEADERSHIP_OVER' });
      const [id = ''] = await second.submit([{ kind: 'test', payload: '', seats: 0 }]);
      const writes = [
        () => first.reap(),
        () => first.submit([{ kind: 'test', payload: '' }]),
        () => first.order(id, 'cancel'),
        () => first.settle(id, DONE),
      ];
      for (const write of writes) expect((await refusal(write())).code).toBe('LEADERSHIP_OVER');
      expect(await coordinator.jobs()).toMatchObject([{ id, state: 'QUEUED' }]);
      await second.resign();
      expect(await coordinator.leader()).toBeUndefined();
    });

    test('is not who gave up waiting', async () => {
      const { coordinator } = bench;
      const first = await coordinator.lead('first');
      const giveUp = new AbortController();
      const second = coordinator.lead('second', giveUp.signal);
      const third = coordinator.lead('third');
      giveUp.abort(new Error('no longer'));
      await expect(second).rejects.toThrow('no longer');
      await expect(coordinator.lead('fourth', giveUp.signal)).rejects.toThrow('no longer');
      await first.resign();
      await (await third).resign();
    });

    test('ends the jobs that have no seat', async () => {
      const { coordinator } = bench;
      const [above = ''] = await coordinator.submit([{ kind: 'whole', payload: '', seats: 0 }]);
      const member = await bench.join('1');
      expect(await member.claim()).toBeUndefined();
      const leader = await coordinator.lead('leader');
      const [part = ''] = await leader.submit([{ kind: 'part', payload: '', parent: above }]);
      await leader.order(part, 'cancel');
      expect((await bench.only(part)).state).toBe('CANCELED');
      expect(await leader.settle(above, DONE)).toBe('recorded');
      expect(await leader.settle(above, DONE)).toBe('repeated');
      expect((await refusal(leader.settle(above, { ...DONE, digest: 'two' }))).code).toBe('REPLICATION_DIFFERS');
      expect(await coordinator.result(above)).toMatchObject({ attempt: 0, member: 'leader' });
      await leader.resign();
    });
  });

  describe('watching', () => {
    test('tells of jobs, orders, results and members', async () => {
      const told = new Set<string>();
      const subscription = bench.coordinator.watch(({ about }) => void told.add(about));
      const [id = ''] = await bench.submit('a');
      const member = await bench.join('1');
      await member.commit(await claimed(member), DONE);
      await bench.coordinator.order(id, 'pause');
      await until(() => told.size === 4);
      subscription.unsubscribe();
      told.clear();
      await bench.submit('b');
      await new Promise((resolve) => setTimeout(resolve, 100));
      expect(told.size).toBe(0);
    });

    test('ends with the coordinator', async () => {
      const member = await bench.join('1');
      await bench.coordinator.close();
      expect(member.signal.reason).toMatchObject({ code: 'COORDINATOR_CLOSED' });
      expect((await refusal(bench.submit('a'))).code).toBe('COORDINATOR_CLOSED');
    });
  });
}
