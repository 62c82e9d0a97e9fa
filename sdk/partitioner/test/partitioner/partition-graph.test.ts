import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutOf } from '../../src/partitioner/cut-of.js';
import { partitionGraph } from '../../src/partitioner/partition-graph.js';
import type { TrafficGraph } from '../../src/partitioner/traffic-graph.js';
import { thrownBy } from '../../../model/test/refusal.js';
import { anyGraph, graphOf, grid, gridWithLeaves, ones, partWeightsOf, type Edge } from './graphs.js';

const count = fc.integer({ min: 1, max: 9 });
const weight = fc.oneof(fc.constant(0), fc.nat(20), fc.double({ min: 0, max: 1e6, noNaN: true }));
const positive = fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 50 }));

/** Bounds are computed here in a different order from the partitioner's: 7 / 9 + 8 / 9 * 7 is slightly less than 7. */
const ROUNDING = 1 + 1e-12;

function sizesOf(parts: Int32Array, of: number): number[] {
  const sizes = Array.from({ length: of }, () => 0);
  for (const part of parts) sizes[part]++;
  return sizes;
}

function mostAndMean(graph: TrafficGraph, parts: Int32Array, of: number): { most: number; mean: number } {
  const weights = partWeightsOf(graph, parts, of);
  return { most: Math.max(...weights), mean: weights.reduce((sum, part) => sum + part, 0) / of };
}

describe('a partition of any graph', () => {
  it('puts every node into one of the parts, and leaves none empty if there are enough nodes', () => {
    fc.assert(
      fc.property(anyGraph(weight), count, (graph, parts) => {
        const placed = partitionGraph(graph, { parts });
        expect(placed).toHaveLength(graph.nodeWeights.length);
        for (const part of placed) expect(part >= 0 && part < parts).toBe(true);
        const used = sizesOf(placed, parts).filter((size) => size > 0).length;
        expect(used).toBe(Math.min(parts, placed.length));
      }),
      { numRuns: 200 },
    );
  });

  it('is within the imbalance, or the rounded-up mean if nodes are few, if all nodes weigh the same', () => {
    fc.assert(
      fc.property(
        anyGraph(fc.constant(1), { least: 1, most: 400 }),
        count,
        fc.constantFrom(0.001, 0.03, 0.2),
        (graph, parts, imbalance) => {
          const placed = partitionGraph(graph, { parts, imbalance });
          const { most, mean } = mostAndMean(graph, placed, parts);
          expect(most).toBeLessThanOrEqual(Math.max(Math.floor((1 + imbalance) * mean * ROUNDING), Math.ceil(mean)));
        },
      ),
      { numRuns: 100 },
    );
  });

  it('never has a part above both the imbalance and the mean plus the heaviest node', () => {
    fc.assert(
      fc.property(anyGraph(positive, { least: 1 }), count, (graph, parts) => {
        const { most, mean } = mostAndMean(graph, partitionGraph(graph, { parts }), parts);
        const bound = Math.max(1.03 * mean, mean + (1 - 1 / parts) * Math.max(...graph.nodeWeights));
        expect(most).toBeLessThanOrEqual(bound * ROUNDING);
      }),
      { numRuns: 200 },
    );
  });

  it('is the same for the same graph, which is not modified', () => {
    fc.assert(
      fc.property(anyGraph(weight, { most: 250 }), count, (graph, parts) => {
        const clone = structuredClone(graph);
        const placed = partitionGraph(graph, { parts });
        expect(graph).toEqual(clone);
        expect(partitionGraph(graph, { parts })).toEqual(placed);
        expect(partitionGraph(clone, { parts })).toEqual(placed);
      }),
      { numRuns: 50 },
    );
  });

  it('does not depend on the unit of the weights', () => {
    fc.assert(
      fc.property(anyGraph(fc.nat(9)), count, fc.integer({ min: -1000, max: 900 }), (graph, parts, power) => {
        const scaled = (weights: Float64Array): Float64Array => weights.map((value) => value * 2 ** power);
        const inOtherUnits = { ...graph, weights: scaled(graph.weights), nodeWeights: scaled(graph.nodeWeights) };
        expect(partitionGraph(inOtherUnits, { parts })).toEqual(partitionGraph(graph, { parts }));
      }),
      { numRuns: 50 },
    );
  });
});

describe('a partition of an odd graph', () => {
  it('is empty for an empty graph', () => {
    expect(partitionGraph(graphOf([], []), { parts: 4 })).toEqual(new Int32Array(0));
  });

  it('puts one node into one part', () => {
    expect(sizesOf(partitionGraph(graphOf([7], []), { parts: 3 }), 3).sort()).toEqual([0, 0, 1]);
  });

  it('separates all nodes if there are more parts', () => {
    const ring = graphOf(
      ones(5),
      [0, 1, 2, 3, 4].map((node): Edge => [node, (node + 1) % 5, 9]),
    );
    expect(sizesOf(partitionGraph(ring, { parts: 12 }), 12).sort()).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
  });

  it('spreads nodes without weight by their number', () => {
    const { starts, targets, weights } = grid(10);
    const parts = partitionGraph({ starts, targets, weights, nodeWeights: new Float64Array(100) }, { parts: 4 });
    expect(sizesOf(parts, 4)).toEqual([25, 25, 25, 25]);
  });

  it('spreads the work if no edge has a weight', () => {
    const graph = grid(12);
    const parts = partitionGraph({ ...graph, weights: new Float64Array(graph.targets.length) }, { parts: 5 });
    expect(sizesOf(parts, 5).sort()).toEqual([28, 29, 29, 29, 29]);
  });

  it('cuts nothing between components of the right size', () => {
    const edges = Array.from({ length: 8 }, (_, ring) =>
      Array.from({ length: 50 }, (_unused, node): Edge => [ring * 50 + node, ring * 50 + ((node + 1) % 50), 1]),
    ).flat();
    const graph = graphOf(ones(400), edges);
    const parts = partitionGraph(graph, { parts: 4 });
    expect(cutOf(graph, parts)).toBe(0);
    expect(sizesOf(parts, 4)).toEqual([100, 100, 100, 100]);
  });

  it('cuts a grid whose nodes have leaves hardly worse than straight lines do', () => {
    const even = fc.integer({ min: 1, max: 5 }).map((half) => 2 * half);
    fc.assert(
      fc.property(even, even, fc.nat(8), fc.constantFrom(1, 2, 5), (rows, columns, leaves, edgeWeight) => {
        const graph = gridWithLeaves(rows, columns, leaves, edgeWeight);
        const quarters = [
          rows + columns,
          ...(columns % 4 === 0 ? [3 * rows] : []),
          ...(rows % 4 === 0 ? [3 * columns] : []),
        ];
        for (const [parts, straight] of [
          [2, Math.min(rows, columns)],
          [4, Math.min(...quarters)],
        ] as const) {
          const cut = cutOf(graph, partitionGraph(graph, { parts }));
          expect(cut).toBeLessThanOrEqual(1.1 * straight * edgeWeight);
        }
      }),
      {
        numRuns: 25,
        // Without grouping leaves, half as much again.
        examples: [
          [8, 12, 6, 1],
          [12, 8, 6, 1],
          [8, 8, 6, 2],
          [8, 12, 6, 2],
        ],
      },
    );
  });

  it('spreads the leaves of a star', () => {
    const leaves = 100_000;
    const star = graphOf(
      ones(leaves + 1),
      Array.from({ length: leaves }, (_, leaf): Edge => [0, leaf + 1, 1]),
    );
    const parts = partitionGraph(star, { parts: 4 });
    const { most } = mostAndMean(star, parts, 4);
    expect(most).toBeLessThanOrEqual(1.03 * (leaves + 1) * 0.25);
    // All leaves outside the part of the hub are cut off, however they are placed.
    expect(cutOf(star, parts)).toBeLessThanOrEqual(0.76 * leaves);
  });

  it('gives a node with more than half of the work its own part', () => {
    const nodeWeights = [...ones(60), 1000];
    const graph = graphOf(
      nodeWeights,
      Array.from({ length: 60 }, (_, node): Edge => [node, 60, 100]),
    );
    const parts = partitionGraph(graph, { parts: 3 });
    const [light, lighter, heavy] = partWeightsOf(graph, parts, 3).sort((a, b) => a - b);
    expect([light > 0, light + lighter, heavy]).toEqual([true, 60, 1000]);
  });
});

describe('the balance of a partition', () => {
  it('is even if that cuts no more', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), count, (nodes, parts) => {
        const sizes = sizesOf(partitionGraph(graphOf(ones(nodes), []), { parts, imbalance: 1 }), parts);
        expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  it('uses the imbalance if that cuts less', () => {
    // Two cliques of 12 and 8 nodes with one edge between them.
    const edges: Edge[] = [[0, 19, 1]];
    for (let a = 0; a < 20; a++) for (let b = 0; b < a; b++) if (a < 12 === b < 12) edges.push([a, b, 1]);
    const graph = graphOf(ones(20), edges);
    expect(cutOf(graph, partitionGraph(graph, { parts: 2, imbalance: 0.2 }))).toBe(1);
    expect(sizesOf(partitionGraph(graph, { parts: 2, imbalance: 0.03 }), 2)).toEqual([10, 10]);
  });

  it('refuses an invalid number of parts and an invalid imbalance', () => {
    for (const parts of [0, -1, 1.5, NaN, Infinity])
      expect(thrownBy(() => partitionGraph(grid(3), { parts }))).toMatchObject({ code: 'ARGUMENT_INVALID' });
    for (const imbalance of [0, -0.1, NaN, Infinity])
      expect(thrownBy(() => partitionGraph(grid(3), { parts: 2, imbalance }))).toMatchObject({
        code: 'ARGUMENT_INVALID',
      });
  });
});

describe('the cut of a grid', () => {
  it.each([
    [2, 1.15 * 32],
    [4, 1.15 * 64],
  ])('into %i parts is about as short as possible', (parts, most) => {
    const graph = grid(32);
    expect(cutOf(graph, partitionGraph(graph, { parts }))).toBeLessThanOrEqual(most);
  });
});
