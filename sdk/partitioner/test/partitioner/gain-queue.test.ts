import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GainQueue } from '../../src/partitioner/gain-queue.js';

const NODES = 12;
const node = fc.nat(NODES - 1);
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('set' as const), node, gain: fc.integer({ min: -5, max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), node }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('pop' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('clear' as const) }) },
);

describe('a queue of nodes by their gain', () => {
  it('behaves like a map that is searched for its greatest value', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
        const queue = new GainQueue(NODES);
        const model = new Map<number, number>();
        for (const now of steps) {
          if (now.do === 'set') {
            queue.set(now.node, now.gain);
            model.set(now.node, now.gain);
          } else if (now.do === 'remove') {
            queue.remove(now.node);
            model.delete(now.node);
          } else if (now.do === 'clear') {
            queue.clear();
            model.clear();
          } else if (model.size > 0) {
            const greatest = Math.max(...model.values());
            const popped = queue.pop();
            expect(model.get(popped)).toBe(greatest);
            model.delete(popped);
          }
          expect(queue.size).toBe(model.size);
          expect(queue.gain).toBe(Math.max(-Infinity, ...model.values()));
        }
      }),
      { numRuns: 300 },
    );
  });
});
