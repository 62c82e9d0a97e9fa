import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { independentValues } from '@disco-engine/experiments';
import * as statistics from '@disco-engine/statistics';
import type { EndedReplication } from '../../src/run/ended-replication.js';
import { StopRule } from '../../src/run/stop-rule.js';

const precision = { channel: 'shop/a/wait', relative: 0.1, minimum: 3 };

const TALLY = { node: 'shop/a', kind: 'tally', unit: '', count: 5 } as const;

/** A replication with this channel mean; a failed one without a mean. */
function ended(mean: number | null): EndedReplication {
  if (mean === null) return { status: 'FAILED', channels: [] };
  return { status: 'FINISHED', channels: [{ ...TALLY, name: 'wait', mean }] };
}

describe('the rule that stops a case', () => {
  it('gives the same number in whatever order replications end', () => {
    const means = fc.array(fc.option(fc.double({ min: 8, max: 12, noNaN: true }), { freq: 9 }), {
      minLength: 40,
      maxLength: 40,
    });
    fc.assert(
      fc.property(means, fc.boolean(), fc.infiniteStream(fc.nat()), (all, isAntithetic, choices) => {
        const inOrder = new StopRule([precision], isAntithetic);
        let expected: number | undefined;
        for (let count = 1; count <= all.length && expected === undefined; count++) {
          const values = new Map(
            all.slice(0, count).flatMap((mean, at) => (mean === null ? [] : [[at, mean] as const])),
          );
          if (statistics.sequentialStop(independentValues(isAntithetic, values, count), precision).stop)
            expected = count;
        }
        expect(inOrder.enough((at) => (at < all.length ? ended(all[at]) : undefined))).toBe(expected);
        const mixed = new StopRule([precision], isAntithetic);
        const waiting = [...all.keys()];
        const there = new Map<number, EndedReplication>();
        let found: number | undefined;
        while (waiting.length > 0 && found === undefined) {
          const choice = (choices.next().value ?? 0) % waiting.length;
          const [at] = waiting.splice(choice, 1);
          there.set(at, ended(all[at]));
          found = mixed.enough((replication) => there.get(replication));
        }
        expect(found).toBe(expected);
      }),
      { numRuns: 200 },
    );
  });

  it('waits until all channels are precise enough', () => {
    const rule = new StopRule([precision, { channel: 'shop/a/stock', relative: 0.1, minimum: 5 }], false);
    const replication = (at: number): EndedReplication => ({
      status: 'FINISHED',
      channels: ['wait', 'stock'].map((name) => ({ ...TALLY, name, mean: 10 + (at % 2) / 10 })),
    });
    expect(rule.enough((at) => (at < 4 ? replication(at) : undefined))).toBeUndefined();
    // Three of one value and two of another are slightly skewed.
    expect(rule.enough(replication)).toBe(6);
  });

  it('runs all replications if results do not vary, and says why', () => {
    const zeros = new StopRule([{ ...precision, minimum: 10 }], false);
    const upTo =
      (count: number, mean: (at: number) => number) =>
      (at: number): EndedReplication | undefined =>
        at < count ? ended(mean(at)) : undefined;
    expect(zeros.enough(upTo(11, () => 0))).toBeUndefined();
    expect(zeros.notes(12)).toEqual([]);
    expect(zeros.enough(upTo(12, () => 0))).toBeUndefined();
    expect(zeros.notes(12)).toEqual([
      'shop/a/wait is not known to within 10 %: all 12 values are 0, which proves little: something that happens in 22 % of ' +
        'replications may not have happened yet',
    ]);
    const wide = new StopRule([precision], false);
    wide.enough(upTo(10, (at) => at));
    expect(wide.notes(10)).toEqual([
      'shop/a/wait is not known to within 10 %: its mean is 4.5 ± 2.2; about 210 are needed',
    ]);
    const skewed = new StopRule([precision], false);
    skewed.enough(upTo(10, (at) => (at === 0 ? 101 : 100)));
    expect(skewed.notes(10)[0]).toContain('its values are so skewed that about 250 are needed');
    const few = new StopRule([{ ...precision, minimum: 30 }], false);
    few.enough(upTo(11, (at) => 100 + (at % 3)));
    expect(few.notes(11)[0]).toContain('it has 11 values, fewer than the minimum of 30');
    const known = new StopRule([precision], false);
    expect(known.enough(upTo(10, (at) => 100 + (at % 2)))).toBe(4);
    expect(known.notes(10)).toEqual([
      'shop/a/wait is known to within 10 %, but unreliably: with 4 values, deviation and skewness are mostly chance: take at least 10',
    ]);
    const sound = new StopRule([{ ...precision, minimum: 10 }], false);
    expect(sound.enough(upTo(20, (at) => 100 + (at % 2)))).toBe(10);
    expect(sound.notes(20)).toEqual([]);
  });

  it('never stops without a precision, and rejects a channel without a mean', () => {
    expect(new StopRule([], false).enough(() => ended(1))).toBeUndefined();
    const rule = new StopRule([{ ...precision, channel: 'shop/b/wait' }], false);
    expect(() => rule.enough(() => ended(1))).toThrow(/'shop\/b\/wait'.*did you mean 'shop\/a\/wait'/);
  });
});
