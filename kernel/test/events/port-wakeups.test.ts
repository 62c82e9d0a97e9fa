import fc from 'fast-check';
import { expect, it } from 'vitest';
import { PortWakeups } from '../../src/events/port-wakeups.js';

const epoch = fc.oneof(fc.integer({ min: 0, max: 40 }), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }));

it('tells the least epoch and the entry of each, takes back any, and drops all up to one', () => {
  let most = 0;
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 19 }), epoch), { maxLength: 200, size: 'max' }), (steps) => {
      const wakeups = new PortWakeups();
      const expected = new Map<number, number>();
      for (const [entry, [kind, at]] of steps.entries()) {
        expect(wakeups.entryAt(at)).toBe(expected.get(at) ?? -1);
        if (kind === 0) {
          const due = [...expected.keys()].filter((other) => other <= at);
          expect(wakeups.dropUpTo(at)).toBe(due.length);
          for (const other of due) expected.delete(other);
        } else if (!expected.has(at)) {
          wakeups.add(at, entry);
          expected.set(at, entry);
        } else if (kind < 14) {
          wakeups.remove(at);
          expected.delete(at);
        } else {
          wakeups.move(at, entry);
          expected.set(at, entry);
        }
        expect(wakeups.least()).toBe(Math.min(...expected.keys()));
        most = Math.max(most, expected.size);
      }
      expect(wakeups.dropUpTo(Number.MAX_VALUE)).toBe(expected.size);
      expect(wakeups.least()).toBe(Infinity);
    }),
    { numRuns: 200, seed: 1 },
  );
  expect(most).toBeGreaterThan(40);
});

it('does not pile up what is asked for and taken back again and again', () => {
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
