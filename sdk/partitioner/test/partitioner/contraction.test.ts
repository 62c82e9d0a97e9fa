import { RandomStreams } from '@disco-engine/kernel';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coarsen } from '../../src/partitioner/coarsening.js';
import { coarsePartsOf, contract, finePartsOf } from '../../src/partitioner/contraction.js';
import { cutOf } from '../../src/partitioner/cut-of.js';
import { matchNodes } from '../../src/partitioner/matching.js';
import type { TrafficGraph } from '../../src/partitioner/traffic-graph.js';
import { anyGraph, graphOf, type Edge } from './graphs.js';

const stream = () => new RandomStreams({ masterSeed: 3, replication: 0 }).open('test');
const total = ({ nodeWeights }: TrafficGraph): number => nodeWeights.reduce((sum, weight) => sum + weight, 0);
const graphs = anyGraph(fc.nat(9), { least: 1, most: 150 });

/** Every edge from both of its ends. */
function edgesOf({ starts, targets, weights, nodeWeights }: TrafficGraph): string[] {
  const edges: string[] = [];
  for (let node = 0; node < nodeWeights.length; node++)
    for (let edge = starts[node]; edge < starts[node + 1]; edge++)
      edges.push(`${node} ${targets[edge]} ${weights[edge]}`);
  return edges;
}

describe('a contraction', () => {
  it('is the graph of the edges between the groups', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 1, max: 8 }), (graph, count) => {
        const nodes = graph.nodeWeights.length;
        const groups = Math.min(nodes, count);
        const nodeOf = Int32Array.from({ length: nodes }, (_, node) => node % groups);
        const sums = Array.from({ length: groups }, () => 0);
        nodeOf.forEach((group, node) => (sums[group] += graph.nodeWeights[node]));
        const edges: Edge[] = [];
        for (let node = 0; node < nodes; node++)
          for (let edge = graph.starts[node]; edge < graph.starts[node + 1]; edge++)
            if (graph.targets[edge] > node)
              edges.push([nodeOf[node], nodeOf[graph.targets[edge]], graph.weights[edge]]);
        const coarse = contract(graph, nodeOf, groups);
        expect(edgesOf(coarse)).toEqual(edgesOf(graphOf(sums, edges)));
        expect([...coarse.nodeWeights]).toEqual(sums);
      }),
    );
  });

  it('keeps the weight of all nodes and the cut of every partition, level by level', () => {
    fc.assert(
      fc.property(graphs, fc.array(fc.nat(3), { minLength: 150, maxLength: 150 }), (graph, drawn) => {
        const parts = Int32Array.from(drawn.slice(0, graph.nodeWeights.length));
        let [fine, fineParts]: [TrafficGraph, Int32Array] = [graph, parts];
        for (const level of coarsen(graph, { enough: 5, random: stream() }, parts)) {
          const coarseParts = coarsePartsOf(level, fineParts);
          expect(finePartsOf(level, coarseParts)).toEqual(fineParts);
          expect(total(level.graph)).toBe(total(graph));
          expect(cutOf(level.graph, coarseParts)).toBe(cutOf(graph, parts));
          expect(level.graph.nodeWeights.length).toBeLessThan(fine.nodeWeights.length);
          [fine, fineParts] = [level.graph, coarseParts];
        }
      }),
    );
  });
});

describe('a matching', () => {
  it('pairs nodes that are not too heavy together and are in the same part', () => {
    fc.assert(
      fc.property(graphs, fc.integer({ min: 2, max: 15 }), fc.boolean(), (graph, heaviest, inParts) => {
        const parts = inParts ? graph.nodeWeights.map((_, node) => node % 3) : undefined;
        const limits = { heaviest, parts: parts && Int32Array.from(parts) };
        matchNodes(graph, limits, stream()).forEach((mate, node, mates) => {
          expect(mates[mate]).toBe(node);
          if (mate === node) return;
          expect(graph.nodeWeights[node] + graph.nodeWeights[mate]).toBeLessThanOrEqual(heaviest);
          if (inParts) expect(mate % 3).toBe(node % 3);
        });
      }),
    );
  });

  it('pairs the leaves of a star, and nodes without edges', () => {
    const star = Array.from({ length: 20 }, (_, leaf): Edge => [0, leaf + 1, 1]);
    const graph = graphOf(
      Array.from({ length: 41 }, () => 1),
      star,
    );
    const alone = matchNodes(graph, { heaviest: 2 }, stream()).filter((mate, node) => mate === node);
    expect(alone).toHaveLength(1);
  });
});
