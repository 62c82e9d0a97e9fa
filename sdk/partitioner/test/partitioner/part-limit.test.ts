import { describe, expect, it } from 'vitest';
import { leastLimit } from '../../src/partitioner/part-limit.js';

describe('what a part may weigh', () => {
  it.each<[string, number[], number, number, number]>([
    ['the mean and the imbalance where nodes are light', Array.from({ length: 100 }, () => 10), 4, 0.03, 257],
    ['at least the heaviest node', [90, 1, 1, 1, 1, 1, 1, 1], 4, 0.03, 90],
    ['what a schedule of heavy nodes needs', [5, 5, 4, 4, 3, 3], 4, 0.03, 7],
    ['not less than one where nodes are few', [1, 1, 1], 8, 0.03, 1],
    ['never more than all nodes', [3, 3], 2, 1000, 6],
    ['nothing where nothing weighs', [0, 0], 2, 0.03, 0],
  ])('is %s', (_, nodeWeights, parts, imbalance, limit) => {
    expect(leastLimit(Float64Array.from(nodeWeights), parts, imbalance)).toBe(limit);
  });
});
