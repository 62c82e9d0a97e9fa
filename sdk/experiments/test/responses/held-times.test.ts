import fc from 'fast-check';
import { expect, test } from 'vitest';
import { HeldTimes } from '../../src/responses/held-times.js';

const [WARMUP, END] = [2, 10];
/** Integer epochs and values, so that the value is constant between two epochs. */
const records = fc.array(fc.tuple(fc.nat(END + 2), fc.integer({ min: -3, max: 3 })), { maxLength: 6 });
const channels = fc.array(records, { minLength: 1, maxLength: 3 });

test('quantiles over time equal those of the values of all channels at each moment', () => {
  fc.assert(
    fc.property(channels, (lists) => {
      const held = new HeldTimes(lists.length, WARMUP, END);
      const moments: number[] = [];
      lists.forEach((list, channel) => {
        const ordered = [...list].sort(([a], [b]) => a - b);
        for (const [epoch, value] of ordered) held.take(channel, epoch, value);
        for (let moment = WARMUP; moment < END; moment++) {
          const last = ordered.filter(([epoch]) => epoch <= moment).at(-1);
          if (last !== undefined) moments.push(last[1]);
        }
      });
      moments.sort((a, b) => a - b);
      const shares = [0, 0.1, 0.5, 0.9, 1];
      const expected = shares.map((p) => moments[Math.max(0, Math.ceil(p * moments.length) - 1)] ?? NaN);
      expect(held.quantiles(shares)).toEqual(expected);
    }),
    { numRuns: 300 },
  );
});
