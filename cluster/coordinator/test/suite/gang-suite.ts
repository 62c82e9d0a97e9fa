import { describe, expect, test } from 'vitest';
import type { Membership } from '../../src/index.js';
import { refusal } from '../refusal.js';
import { until } from '../until.js';
import { claimed, DONE, type Bench } from './suite-host.js';

/** Jobs that need several members at once. */
export function gangSuite(bench: Bench): void {
  const gang = async (payload: string, seats: number, leastSeats?: number): Promise<string> => {
    const [id = ''] = await bench.coordinator.submit([{ kind: 'gang', payload, seats, leastSeats }]);
    return id;
  };

  describe('a job with several seats', () => {
    test('is assigned to all members at once', async () => {
      const id = await gang('three', 3);
      const members = await Promise.all(['1', '2', '3'].map((name) => bench.join(name)));
      const [first] = members;
      const seat = first === undefined ? undefined : await claimed(first);
      expect(seat).toMatchObject({ seat: 0, seats: 3, attempt: 1 });
      expect((await bench.only(id)).members).toHaveLength(3);
      const seats = await Promise.all(members.map(async (member) => (await claimed(member)).seat));
      expect(seats.sort()).toEqual([0, 1, 2]);
    });

    test('is assigned to nobody while members are busy, and holds back what is behind it', async () => {
      await bench.submit('before');
      const busy = await bench.join('busy');
      const before = await claimed(busy);
      const free = await bench.join('free');
      const id = await gang('two', 2);
      await bench.submit('behind');
      expect(await free.claim()).toBeUndefined();
      expect(await bench.only(id)).toMatchObject({ state: 'QUEUED', members: [], attempt: 0 });
      await busy.commit(before, DONE);
      expect((await claimed(busy)).payload).toBe('two');
      expect((await claimed(free)).payload).toBe('two');
    });

    test('holds back nothing if there are too few members for it', async () => {
      await gang('ten', 10);
      await bench.submit('small');
      expect((await claimed(await bench.join('1'))).payload).toBe('small');
    });

    test('is over for all when one gives its seat back', async () => {
      const id = await gang('two', 2);
      const [one, other] = [await bench.join('1', 600), await bench.join('2', 600)];
      const [lost, kept] = [await claimed(one), await claimed(other)];
      await one.release(lost);
      await until(() => kept.signal.aborted);
      expect(kept.signal.reason).toMatchObject({ code: 'ATTEMPT_OVER' });
      const again = await Promise.all([claimed(one), claimed(other)]);
      expect(again.map(({ attempt }) => attempt)).toEqual([2, 2]);
      expect((await bench.only(id)).attempt).toBe(2);
    });

    test('begins with all of them, and goes on with as many as are left', async () => {
      const id = await gang('three', 3, 2);
      expect(await bench.only(id)).toMatchObject({ seats: 3, leastSeats: 2 });
      const members = [await bench.join('1'), await bench.join('2')];
      const [one] = members;
      if (one === undefined) throw new Error('two have joined');
      // Two would do later, but not at first.
      expect(await one.claim()).toBeUndefined();
      const third = await bench.join('3');
      const lost = await claimed(third);
      expect(lost).toMatchObject({ seats: 3, attempt: 1 });
      const kept = await claimed(one);
      await third.leave();
      // Told at once: the next beat is seconds away.
      await until(() => kept.signal.aborted, 3_000);
      const again = await Promise.all(members.map(claimed));
      expect(again.map(({ seat, seats, attempt }) => [seat, seats, attempt]).sort()).toEqual([
        [0, 2, 2],
        [1, 2, 2],
      ]);
      await one.leave();
      // One alone would not do.
      expect(await (await bench.join('4')).claim()).toMatchObject({ seats: 2, attempt: 3 });
    });

    test('is refused if it could do with more than it has, or with nobody', async () => {
      for (const [seats, least] of [
        [2, 3],
        [2, 0],
        [1, 1.5],
      ] as const)
        expect(await refusal(gang('wrong', seats, least))).toMatchObject({ code: 'JOB_INVALID' });
    });

    test('lets its members tell one another something, and nobody else', async () => {
      await gang('two', 2);
      const [one, other] = [await bench.join('1', 600), await bench.join('2', 600)];
      const [here, there] = [await claimed(one), await claimed(other)];
      const hints: string[] = [];
      bench.coordinator.watch(({ about, job }) => void hints.push(`${about} ${job}`));
      expect(here.token).toMatch(/^[\da-f]{64}$/);
      expect(there.token).toBe(here.token);
      await one.tell(here, 'first');
      expect(await other.told(there)).toEqual(here.seat === 0 ? ['first', undefined] : [undefined, 'first']);
      await one.tell(here, 'second');
      await other.tell(there, 'other');
      expect(await one.told(here)).toEqual(here.seat === 0 ? ['second', 'other'] : ['other', 'second']);
      await until(() => hints.includes(`seats ${here.job}`));
      const stranger = await bench.join('3');
      expect((await refusal(stranger.told(here))).code).toBe('ATTEMPT_OVER');
      expect((await refusal(stranger.tell(here, 'third'))).code).toBe('ATTEMPT_OVER');
      await one.release(here);
      expect((await refusal(other.tell(there, 'late'))).code).toBe('ATTEMPT_OVER');
      const again = await claimed(other);
      expect(again.token).not.toBe(here.token);
      expect(await other.told(again)).toEqual([undefined, undefined]);
    });

    test('is over for all as soon as one has reported its result', async () => {
      await gang('two', 2);
      // Long leases: nobody would notice by its beats alone.
      const [one, other] = [await bench.join('1'), await bench.join('2')];
      const [done, kept] = [await claimed(one), await claimed(other)];
      await one.commit(done, DONE);
      await until(() => kept.signal.aborted);
      expect(kept.signal.reason).toMatchObject({ code: 'ATTEMPT_OVER' });
      expect(await other.claim()).toBeUndefined();
    });

    test('is filled when members claim at once', async () => {
      const ids = [await gang('a', 2), await gang('b', 2)];
      const members = await Promise.all(['1', '2', '3', '4'].map((name) => bench.join(name)));
      const joined = async (member: Membership): Promise<string> => {
        let payload: string | undefined;
        await until(async () => (payload = (await member.claim())?.payload) !== undefined);
        return payload ?? '';
      };
      expect((await Promise.all(members.map(joined))).sort()).toEqual(['a', 'a', 'b', 'b']);
      for (const id of ids) expect(await bench.only(id)).toMatchObject({ state: 'ASSIGNED', attempt: 1 });
    });
  });
}
