import * as fc from 'fast-check';
import { from, merge } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { ObservationPoint, type ActivationRecord } from '@disco-engine/kernel';
import { between } from '../../src/observation/between.js';
import { ofNodes } from '../../src/observation/of-nodes.js';
import { openMarket } from './market.js';

/** The meaning of a pattern, without regular expressions. */
function fits(pattern: string, name: string): boolean {
  if (pattern === '') return name === '';
  const [head, rest] = [pattern[0], pattern.slice(1)];
  if (head !== '*') return head === name[0] && fits(rest, name.slice(1));
  return fits(rest, name) || (name !== '' && fits(pattern, name.slice(1)));
}

function activation(node: string, epoch = 0): ActivationRecord {
  return { node, simproc: 'tick', epoch, events: [] };
}

function passing(patterns: readonly string[], names: readonly string[]): string[] {
  const passed: string[] = [];
  from(names.map((name) => activation(name)))
    .pipe(ofNodes(...patterns))
    .subscribe(({ node }) => passed.push(node));
  return passed;
}

const pattern = fc
  .array(fc.constantFrom('*', 'shop/', 'depot/', 'S', 'D', '0', '1', 'p', '.', '/'), { maxLength: 5 })
  .map((parts) => parts.join(''));
const epoch = fc.double({ min: 0, max: 6, noNaN: true });

describe('operators on observed records', () => {
  it('pass exactly the matching records of an unfiltered subscription', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 3 }),
        fc.array(fc.oneof(pattern, fc.constantFrom('shop/S0', 'depot/D0', 'shop/*', '*1')), { maxLength: 3 }),
        fc.tuple(epoch, epoch).map(([a, b]) => [Math.min(a, b), Math.max(a, b)] as const),
        fc.constantFrom('until', 'run', 'step'),
        async (shops, workers, patterns, [first, end], drive) => {
          const simulation = await openMarket(shops, { workers });
          const { activations, sends, wakeups, promises } = simulation;
          const records = merge(activations, sends, wakeups, promises);
          const all: { node: string; epoch: number }[] = [];
          const some: unknown[] = [];
          records.subscribe((record) => all.push(record));
          records.pipe(ofNodes(...patterns), between(first, end)).subscribe((record) => some.push(record));
          if (drive === 'until') simulation.until(5);
          else if (drive === 'run') await simulation.run({ until: 5 });
          else while (simulation.epoch < 5) simulation.step();
          const expected = all.filter(
            ({ node, epoch: at }) => patterns.some((text) => fits(text, node)) && first <= at && at < end,
          );
          expect(some).toEqual(expected);
          expect(all.length).toBeGreaterThan(shops);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('take any name literally except for the asterisk', () => {
    const names = ['stage/Retail_1', 'stage/Retail_2', 'stage/Part_1', 'depot/a.b', 'depot/axb', 'a\nb', '*'];
    expect(passing(['stage/Retail_*'], names)).toEqual(['stage/Retail_1', 'stage/Retail_2']);
    expect(passing(['*_1', 'depot/a.b'], names)).toEqual(['stage/Retail_1', 'stage/Part_1', 'depot/a.b']);
    expect(passing(['*/*_2', 'stage'], names)).toEqual(['stage/Retail_2']);
    expect(passing(['*'], names)).toEqual(names);
    expect(passing(['[a-z]*', '.*', '(', 'Stage/*'], names)).toEqual([]);
    expect(passing(['a*b'], names)).toEqual(['a\nb']);
    expect(passing([], names)).toEqual([]);
  });

  it('also work on the observation points of a kernel, as interoperable observables', () => {
    const point = new ObservationPoint<ActivationRecord>(() => {});
    const seen: string[] = [];
    const subscription = from(point)
      .pipe(ofNodes('b*'), between(1, 2))
      .subscribe(({ node }) => seen.push(node));
    for (const [node, at] of [
      ['b1', 0.99],
      ['b2', 1],
      ['a', 1],
      ['b3', 1.99],
      ['b4', 2],
    ] as const)
      // prettier-ignore
      point.emit(activation(node, at));
    expect(seen).toEqual(['b2', 'b3']);
    subscription.unsubscribe();
    expect(point.observed).toBe(false);
  });

  it('refuse a reversed range, and accept one without an end', () => {
    const seen: number[] = [];
    from([0, 3, 1e9].map((at) => activation('a', at)))
      .pipe(between(3, Infinity))
      .subscribe(({ epoch: at }) => seen.push(at));
    expect(seen).toEqual([3, 1e9]);
    expect(() => between(120, 100)).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID', message: expect.stringContaining('between(120, 100)') }),
    );
    expect(() => between(NaN, 1)).toThrow('give the first epoch');
  });
});
