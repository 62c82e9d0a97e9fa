import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { later } from '../src/later.js';
import { LotQueue } from '../src/lot-queue.js';

/** The content of a queue, the first lot first. */
function content(queue: LotQueue): number[][] {
  return Array.from({ length: queue.size }, (_, i) => [queue.amount(i), queue.epoch(i), queue.owner(i)]);
}

describe('LotQueue', () => {
  it('behaves like a plain list, whatever the order of calls, even if it grows while it is wrapped around', () => {
    const step = fc.oneof(
      fc.record({ push: fc.tuple(fc.nat(100), fc.nat(100), fc.integer({ min: -1, max: 9 })) }),
      fc.record({ reduce: fc.nat(10) }),
      fc.constant('drop' as const),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const queue = new LotQueue();
        const list: [number, number, number][] = [];
        for (const next of steps) {
          if (typeof next === 'object' && 'push' in next) {
            queue.push(...next.push);
            list.push([...next.push]);
          } else if (list[0] !== undefined && next === 'drop') {
            queue.dropFirst();
            list.shift();
          } else if (list[0] !== undefined && typeof next === 'object') {
            queue.reduceFirst(next.reduce);
            list[0][0] -= next.reduce;
          }
          expect(content(queue)).toEqual(list);
        }
      }),
    );
  });
});

describe('later', () => {
  it('gives the same epoch for the same moment, however it is reached', () => {
    expect(1.1 + 2.2).not.toBe(3.3);
    expect(later(1.1, 2.2)).toBe(3.3);
    expect(later(later(0, 2.2), 1.1)).toBe(later(later(0, 1.1), 2.2));
    expect(later(365, 0)).toBe(365);
    expect(later(1_000_000, 0.000_001)).toBeGreaterThan(1_000_000);
  });
});
