import * as statistics from '@disco-engine/statistics';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HeldValues } from '../src/figures/held-values.js';
import { QuantileSketch } from '../src/figures/quantile-sketch.js';
import { experiment, FakeResults } from './fake-results.js';
import { render } from './render.js';
import { drawsOf } from './sample.js';

describe('percentiles', () => {
  test('are accurate to within 0.2 %, whatever the magnitude and sign of the values', () => {
    const value = fc.double({ min: -1e12, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (values) => {
        const sketch = new QuantileSketch();
        for (const one of values) sketch.add(one);
        const sorted = [...values].sort((a, b) => a - b);
        const shares = sorted.map((_, at) => (at + 0.5) / sorted.length);
        const found = sketch.quantiles(shares);
        for (const [at, exact] of sorted.entries())
          expect(Math.abs((found[at] ?? NaN) - exact)).toBeLessThanOrEqual(0.00201 * Math.abs(exact));
        expect(sketch.quantiles([0, 1])).toEqual(
          [sorted[0], sorted.at(-1)].map((end) => expect.closeTo(end ?? NaN, 9)),
        );
      }),
    );
  });

  test('respect weights, and are empty without values', () => {
    const sketch = new QuantileSketch();
    expect(sketch.quantiles([0.5])).toEqual([]);
    sketch.add(5, 0);
    expect(sketch.quantiles([0.5])).toEqual([]);
    sketch.add(1, 1);
    sketch.add(7, 99);
    expect(sketch.quantiles([0.005, 0.5])).toEqual([1, 7]);
  });

  test('weight held values by their time after the warm-up', () => {
    const sketch = new QuantileSketch();
    const held = new HeldValues(sketch, 10, 100);
    held.add(0, 500);
    held.add(5, 1);
    held.add(40, 2);
    // Beyond the end.
    held.add(130, 900);
    held.finish();
    const third = 30 / 90;
    expect(sketch.quantiles([0, third - 0.01, third + 0.01, 1])).toEqual(
      [1, 1, 2, 2].map((one) => expect.closeTo(one, 2)),
    );
  });

  test('and the report have the greatest record as maximum, not the greatest mean of a replication', async () => {
    const results = await FakeResults.make({ ...experiment, warmup: 0 });
    const all: number[] = [];
    for (const replication of [0, 1, 2]) {
      const random = drawsOf(replication);
      const records = Array.from({ length: 500 }, (_, at) => [at / 5, 1000 + 500 * random()] as const);
      // A peak that does not show in any mean.
      const values = replication === 1 ? [...records, [99.99, 6800] as const] : records;
      all.push(...values.map(([, one]) => one));
      await results.add(0, replication, [{ node: 'press', name: 'queue', kind: 'tally', records: values }]);
    }
    const { rows } = await render(results);
    await results.close();
    const [response] = rows('responses-table');
    expect(response?.at(-1)).toBe('6800');
    expect(Number(response?.[4])).toBeLessThan(1300);
    const [row = []] = rows('percentiles-table');
    expect(row.at(-1)).toBe('6800');
    for (const [at, share] of [0.05, 0.25, 0.5, 0.75, 0.95, 0.99].entries()) {
      const exact = statistics.quantile(all, share) ?? NaN;
      expect(Math.abs(Number(row[5 + at]) / exact - 1)).toBeLessThan(0.006);
    }
  });
});
