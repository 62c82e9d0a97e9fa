import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramOf } from '../src/index.js';
import { values } from './naive.js';

const countsOf = (series: readonly number[], edges: readonly number[]): number[] => [
  ...histogramOf(series, { edges }).counts,
];

describe('a histogram', () => {
  it('agrees with the examples of numpy.histogram', () => {
    expect(countsOf([1, 2, 1], [0, 1, 2, 3])).toEqual([0, 2, 1]);
    expect(countsOf([0, 1, 2, 3], [0, 1, 2, 3, 4])).toEqual([1, 1, 1, 1]);
    expect(countsOf([1, 2, 1, 1, 0, 1], [0, 1, 2, 3])).toEqual([1, 4, 1]);
    const even = histogramOf([0, 1, 2, 3, 4], { bins: 10 });
    expect([...even.counts]).toEqual([1, 0, 1, 0, 0, 1, 0, 1, 0, 1]);
    even.edges.forEach((edge, index) => expect(edge).toBeCloseTo(0.4 * index, 12));
  });

  it('has its last edge in its last bin, and counts values outside', () => {
    expect(histogramOf([-1, 0, 1, 2, 2, 3, 9], { edges: [0, 1, 2] })).toEqual({
      edges: Float64Array.of(0, 1, 2),
      counts: Uint32Array.of(1, 3),
      below: 1,
      above: 2,
    });
  });

  it('has bins from 0 to 1 without values, and bins around a single value', () => {
    expect(histogramOf([], { bins: 2 })).toMatchObject({
      edges: Float64Array.of(0, 0.5, 1),
      counts: new Uint32Array(2),
    });
    expect([...histogramOf([3, 3], { bins: 2 }).edges]).toEqual([2.5, 3, 3.5]);
    const { edges, counts } = histogramOf([1e140, 1e140], { bins: 3 });
    expect([...counts]).toEqual([0, 2, 0]);
    expect(edges[0]).toBeLessThan(edges[1]);
  });

  it('counts values once even if they are too close for so many bins', () => {
    const { counts, edges, below, above } = histogramOf([1, 1 + 2 ** -52], { bins: 7 });
    expect([counts.reduce((sum, count) => sum + count), below, above]).toEqual([2, 0, 0]);
    expect(edges).toEqual(edges.slice().sort());
  });

  it('counts each value in the bin found by a linear search', () => {
    const some = fc.uniqueArray(fc.integer({ min: -9, max: 9 }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -10, max: 10 })), some, (series, given) => {
        const edges = [...given].sort((a, b) => a - b);
        const last = edges.length - 1;
        const naive = edges
          .slice(1)
          .map(
            (upper, bin) =>
              series.filter((value) => value >= edges[bin] && (value < upper || (bin === last - 1 && value === upper)))
                .length,
          );
        const { counts, below, above } = histogramOf(series, { edges });
        expect([...counts]).toEqual(naive);
        expect(below).toBe(series.filter((value) => value < edges[0]).length);
        expect(above).toBe(series.filter((value) => value > edges[last]).length);
      }),
    );
  });

  it('with a number of bins counts every value once, in edges that ascend from minimum to maximum', () => {
    fc.assert(
      fc.property(values(1), fc.integer({ min: 1, max: 40 }), (series, bins) => {
        const { counts, edges, below, above } = histogramOf(series, { bins });
        expect([counts.length, below, above]).toEqual([bins, 0, 0]);
        expect(counts.reduce((sum, count) => sum + count)).toBe(series.length);
        expect(edges).toEqual(edges.slice().sort());
        expect(edges[0]).toBeLessThanOrEqual(Math.min(...series));
        expect(edges[bins]).toBeGreaterThanOrEqual(Math.max(...series));
      }),
    );
  });
});
