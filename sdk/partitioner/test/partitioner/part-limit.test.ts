import { describe, expect, it } from 'vitest';
import { leastLimit } from '../../src/partitioner/part-limit.js';

describe('the weight limit of a part', () => {
  it.each<[string, number[], number, number, number]>([
    ['the mean plus the imbalance if nodes are light', Array.from({ length: 100 }, () => 10), 4, 0.03, 257],
    ['at least the heaviest node', [90, 1, 1, 1, 1, 1, 1, 1], 4, 0.03, 90],
    ['what a schedule of heavy nodes needs', [5, 5, 4, 4, 3, 3], 4, 0.03, 7],
    ['at least one if nodes are few', [1, 1, 1], 8, 0.03, 1],
    ['at most the weight of all nodes', [3, 3], 2, 1000, 6],
    ['zero if nothing has weight', [0, 0], 2, 0.03, 0],
  ])('is %s', (_, nodeWeights, parts, imbalance, limit) => {
    expect(leastLimit(Float64Array.from(nodeWeights), parts, imbalance)).toBe(limit);
  });
});
