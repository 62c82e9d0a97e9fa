import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DisjointSets } from '../../src/graph/disjoint-sets.js';

const SIZE = 15;

describe('DisjointSets', () => {
  it('joins items transitively, and numbers groups by their least items', () => {
    const pairs = fc.array(fc.tuple(fc.nat(SIZE - 1), fc.nat(SIZE - 1)), { maxLength: 12 });
    fc.assert(
      fc.property(pairs, (unions) => {
        const sets = new DisjointSets(SIZE);
        let naive = [...Array(SIZE).keys()];
        for (const [a, b] of unions) {
          sets.union(a, b);
          const [low, high] = [Math.min(naive[a], naive[b]), Math.max(naive[a], naive[b])];
          naive = naive.map((least) => (least === high ? low : least));
        }
        const numbers = [...new Set(naive)];
        const { groupOf, groupCount } = sets.groups();
        expect([...groupOf]).toEqual(naive.map((least) => numbers.indexOf(least)));
        expect(groupCount).toBe(numbers.length);
        expect(naive.map((_, item) => sets.find(item))).toEqual(naive);
      }),
    );
  });

  it('handles a long chain without a long search', () => {
    const size = 200_000;
    const sets = new DisjointSets(size);
    for (let item = size - 1; item > 0; item--) sets.union(item, item - 1);
    for (let item = 0; item < size; item++) sets.union(size - 1, item);
    expect(sets.groups().groupCount).toBe(1);
  });

  it('refuses unknown items', () => {
    const sets = new DisjointSets(3);
    for (const item of [-1, 3, 0.5, NaN]) {
      expect(() => sets.find(item)).toThrow(RangeError);
      expect(() => sets.union(0, item)).toThrow(RangeError);
    }
  });
});
