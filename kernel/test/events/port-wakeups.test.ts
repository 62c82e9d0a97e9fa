import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PortWakeups } from '../../src/events/port-wakeups.js';
import { Wakeups } from '../../src/events/wakeups.js';

const epoch = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }));

it('finds each entry, cancels any, drops all up to an epoch, and is held by a hard one', () => {
  let most = 0;
  const isHard = (entry: number): boolean => entry % 3 === 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 19 }), epoch), { maxLength: 200, size: 'max' }), (steps) => {
      const wakeups = new Wakeups(2, isHard);
      wakeups.add(0, 7, 1000);
      const expected = new Map<number, number>();
      for (const [entry, [kind, at]] of steps.entries()) {
        expect(wakeups.entryAt(1, at)).toBe(expected.get(at) ?? -1);
        if (kind === 0) {
          wakeups.drop(1, at);
          for (const other of expected.keys()) if (other <= at) expected.delete(other);
        } else if (!expected.has(at)) {
          wakeups.add(1, at, entry);
          expected.set(at, entry);
        } else if (kind < 14) {
          wakeups.remove(1, at);
          expected.delete(at);
        } else {
          wakeups.move(1, at, entry);
          expected.set(at, entry);
        }
        wakeups.settle(1);
        const least = Math.min(...expected.keys());
        const held = isHard(expected.get(least) ?? 1);
        expect(wakeups.pending).toBe(expected.size + 1);
        expect(wakeups.holding).toBe(held ? 1 : 0);
        expect([wakeups.isDue(1, least), wakeups.isDue(1, least - 1)]).toEqual([
          expected.size > 0 || least === Infinity,
          least - 1 === least,
        ]);
        expect([wakeups.isHeld(1, least - 1), wakeups.isHeld(1, least)]).toEqual([held && least - 1 < least, false]);
        most = Math.max(most, expected.size);
      }
      wakeups.drop(1, Number.MAX_VALUE);
      expect([wakeups.pending, wakeups.entryAt(0, 7)]).toEqual([1, 1000]);
    }),
    { numRuns: 200, seed: 1 },
  );
  expect(most).toBeGreaterThan(40);
});

it('does not accumulate wakeups that are requested and canceled over and over', () => {
  const wakeups = new PortWakeups();
  for (let at = 0; at < 40; at++) wakeups.add(at, at);
  for (let again = 0; again < 100_000; again++) {
    wakeups.remove(39);
    wakeups.add(39, again);
  }
  const text = JSON.stringify(wakeups);
  expect(text.length).toBeLessThan(1000);
  expect(text).toContain('39,39');
});
