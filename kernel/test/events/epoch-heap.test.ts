import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EpochHeap } from '../../src/events/epoch-heap.js';

it('tells the least epoch and which it has, and drops all up to one', () => {
  const epoch = fc.oneof(fc.integer({ min: 0, max: 12 }), fc.double({ min: 0, noNaN: true, noDefaultInfinity: true }));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 4 }), epoch), { maxLength: 80 }), (steps) => {
      const heap = new EpochHeap();
      let expected: number[] = [];
      for (const [kind, at] of steps) {
        expect(heap.has(at)).toBe(expected.includes(at));
        if (kind > 0) {
          if (heap.has(at)) continue;
          heap.push(at);
          expected.push(at);
        } else {
          const left = expected.filter((other) => other > at);
          expect(heap.dropUpTo(at)).toBe(expected.length - left.length);
          expected = left;
        }
        expect(heap.least()).toBe(Math.min(...expected));
      }
      expect(heap.dropUpTo(Number.MAX_VALUE)).toBe(expected.length);
      expect(heap.least()).toBe(Infinity);
    }),
    { numRuns: 200, seed: 1 },
  );
});
