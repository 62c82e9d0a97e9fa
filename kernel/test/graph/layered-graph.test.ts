import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GraphBuilder, inDegrees, outDegrees } from '@disco-engine/kernel';
import { thrownBy } from '../problems.js';
import { graphOf, LAYERS, listed, naiveGraphs } from './graphs.js';

describe('LayeredGraph', () => {
  it('has the edges of each layer by source and by target', () => {
    fc.assert(
      fc.property(naiveGraphs, fc.constantFrom(...LAYERS), (naive, layer) => {
        const graph = graphOf(naive);
        const wanted = naive.edges
          .filter((edge) => edge.layer === layer)
          .map(({ from, to, weight }) => [graph.indexOf(from), graph.indexOf(to), weight])
          .sort(([from, to], [otherFrom, otherTo]) => from - otherFrom || to - otherTo);
        const edges = listed(graph.knownLayer(layer));
        expect(edges).toEqual(wanted);

        const inbound = graph.inbound(layer);
        if (inbound === undefined) throw new Error('the layer is missing');
        const turned = listed(inbound.adjacency).map(([to, from, weight]) => [from, to, weight]);
        expect(turned).toEqual(wanted.sort(([from, to], [otherFrom, otherTo]) => to - otherTo || from - otherFrom));
        expect(Array.from(inbound.edges, (edge) => edges[edge])).toEqual(turned);
      }),
    );
  });

  it('has the degrees that a naive count gives', () => {
    fc.assert(
      fc.property(naiveGraphs, fc.constantFrom(...LAYERS), (naive, layer) => {
        const graph = graphOf(naive);
        const edges = naive.edges.filter((edge) => edge.layer === layer);
        expect([...outDegrees(graph.knownLayer(layer))]).toEqual(
          graph.keys.map((key) => edges.filter(({ from }) => from === key).length),
        );
        expect([...inDegrees(graph.knownLayer(layer))]).toEqual(
          graph.keys.map((key) => edges.filter(({ to }) => to === key).length),
        );
      }),
    );
  });

  it('finds each vertex by its key', () => {
    fc.assert(
      fc.property(naiveGraphs, fc.string(), (naive, key) => {
        const graph = graphOf(naive);
        for (const [vertex, own] of graph.keys.entries()) expect(graph.indexOf(own)).toBe(vertex);
        expect(graph.indexOf(key)).toBe(graph.keys.indexOf(key));
      }),
    );
  });

  it('transposes a layer once, when first needed', () => {
    const graph = new GraphBuilder().vertex('a').vertex('b').edge('x', 'a', 'b').build();
    expect(graph.inbound('x')).toBe(graph.inbound('x'));
    expect(graph.inbound('y')).toBeUndefined();
  });

  it('refuses an unknown layer, and names the existing ones', () => {
    const graph = new GraphBuilder().vertex('a').layer('x').layer('y').build();
    const error = thrownBy(() => graph.knownLayer('z'));
    expect(error).toMatchObject({ code: 'LAYER_UNKNOWN', message: "there is no layer 'z'; the graph has: x, y" });
  });
});
