import { RandomStreams } from '@disco-engine/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Assignment } from '../../src/partitioner/assignment.js';
import { cutOf } from '../../src/partitioner/cut-of.js';
import { LocalSearch } from '../../src/partitioner/local-search.js';
import { evenOut, rebalance } from '../../src/partitioner/rebalancing.js';
import { anyGraph, partWeightsOf } from './graphs.js';

const PARTS = 4;
const graphs = anyGraph(fc.nat(9), { least: 1, most: 40 });
const drawnParts = fc.array(fc.nat(PARTS - 1), { minLength: 40, maxLength: 40 });
const limit = fc.integer({ min: 5, max: 80 });
const limitsOf = (each: number): Float64Array => new Float64Array(PARTS).fill(each);

describe('an assignment of nodes to parts', () => {
  it('knows how each move changes the cut, the weights and the excess', () => {
    const moves = fc.array(fc.tuple(fc.nat(39), fc.nat(PARTS - 1)), { maxLength: 30 });
    fc.assert(
      fc.property(graphs, drawnParts, moves, limit, (graph, drawn, wanted, each) => {
        const nodes = graph.nodeWeights.length;
        const parts = Int32Array.from(drawn.slice(0, nodes));
        const assignment = new Assignment(graph, parts, limitsOf(each));
        for (const [drawnNode, to] of wanted) {
          const node = drawnNode % nodes;
          if (parts[node] === to) continue;
          const before = cutOf(graph, parts);
          const gain = assignment.gain(node, to);
          assignment.move(node, to);
          expect(parts[node]).toBe(to);
          expect(before - cutOf(graph, parts)).toBe(gain);
          const weights = partWeightsOf(graph, parts, PARTS);
          expect([...assignment.partWeights]).toEqual(weights);
          expect(assignment.excess).toBe(weights.reduce((sum, weight) => sum + Math.max(0, weight - each), 0));
        }
        // The incrementally updated values must equal recomputed ones.
        const anew = new Assignment(graph, parts, limitsOf(each));
        for (let node = 0; node < nodes; node++) {
          expect(assignment.isBoundary(node)).toBe(anew.isBoundary(node));
          for (let part = 0; part < PARTS; part++) expect(assignment.gain(node, part)).toBe(anew.gain(node, part));
        }
      }),
    );
  });

  it('finds a part with room that has the most edge weight', () => {
    fc.assert(
      fc.property(graphs, drawnParts, limit, (graph, drawn, each) => {
        const parts = Int32Array.from(drawn.slice(0, graph.nodeWeights.length));
        const assignment = new Assignment(graph, parts, limitsOf(each));
        const weights = partWeightsOf(graph, parts, PARTS);
        parts.forEach((own, node) => {
          const ranked = [0, 1, 2, 3]
            .filter((part) => part !== own && weights[part] + graph.nodeWeights[node] <= each)
            .map((part) => assignment.gain(node, part) - assignment.gain(node, own));
          const strongest = assignment.strongestPart(node);
          if (strongest >= 0) expect(assignment.gain(node, strongest)).toBe(Math.max(...ranked));
          expect(strongest === own).toBe(false);
        });
      }),
    );
  });
});

describe('local search', () => {
  it('gains what it reports, and leaves no more excess than before', () => {
    fc.assert(
      fc.property(graphs, drawnParts, limit, (graph, drawn, each) => {
        const parts = Int32Array.from(drawn.slice(0, graph.nodeWeights.length));
        const assignment = new Assignment(graph, parts, limitsOf(each));
        const [cut, excess] = [cutOf(graph, parts), assignment.excess];
        const random = new RandomStreams({ masterSeed: 5, replication: 0 }).open('test');
        const gained = new LocalSearch(assignment, random).round();
        expect(cut - cutOf(graph, parts)).toBe(gained);
        expect(assignment.excess).toBeLessThanOrEqual(excess);
        if (excess === 0) expect(gained).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});

describe('rebalancing', () => {
  it('leaves no part above both its limit and the mean plus the heaviest node', () => {
    fc.assert(
      fc.property(graphs, drawnParts, fc.nat(20), (graph, drawn, above) => {
        const parts = Int32Array.from(drawn.slice(0, graph.nodeWeights.length));
        const mean = graph.nodeWeights.reduce((sum, weight) => sum + weight, 0) / PARTS;
        const each = Math.ceil(mean) + above;
        rebalance(new Assignment(graph, parts, limitsOf(each)));
        const most = Math.max(...partWeightsOf(graph, parts, PARTS));
        expect(most).toBeLessThanOrEqual(Math.max(each, mean + 0.75 * Math.max(...graph.nodeWeights)));
      }),
      { numRuns: 300 },
    );
  });

  it('evens parts out without a larger cut or a heavier part', () => {
    fc.assert(
      fc.property(graphs, drawnParts, (graph, drawn) => {
        const parts = Int32Array.from(drawn.slice(0, graph.nodeWeights.length));
        const before = { cut: cutOf(graph, parts), most: Math.max(...partWeightsOf(graph, parts, PARTS)) };
        evenOut(graph, parts, PARTS);
        expect(cutOf(graph, parts)).toBeLessThanOrEqual(before.cut);
        expect(Math.max(...partWeightsOf(graph, parts, PARTS))).toBeLessThanOrEqual(before.most);
      }),
      { numRuns: 300 },
    );
  });
});
