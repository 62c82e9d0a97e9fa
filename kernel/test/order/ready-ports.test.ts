import fc from 'fast-check';
import { expect, it } from 'vitest';
import { ReadyPorts } from '../../src/order/ready-ports.js';

it.each([1, 31, 32, 33, 1023, 1024, 1025, 40_000])('returns the places of %i in order', (places) => {
  const place = fc.oneof(fc.nat({ max: places - 1 }), fc.constantFrom(0, places - 1, places >> 1));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.option(place, { freq: 3 }), fc.nat({ max: 3 })), { maxLength: 60 }), (steps) => {
      const ready = new ReadyPorts(places);
      const expected = new Set<number>();
      for (const [step, removes] of steps) {
        const least = Math.min(...expected);
        if (step !== null && removes === 0) {
          ready.remove(step);
          expected.delete(step);
        } else if (step !== null) {
          ready.add(step);
          expected.add(step);
        } else if (expected.size > 0) {
          expect(ready.first()).toBe(least);
          expect(ready.takeFirst()).toBe(least);
          expected.delete(least);
        }
        expect(ready.size).toBe(expected.size);
      }
      const rest = Array.from({ length: ready.size }, () => ready.takeFirst());
      expect(rest).toEqual([...expected].sort((a, b) => a - b));
    }),
    { numRuns: 60, seed: 1 },
  );
});
