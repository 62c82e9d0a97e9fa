import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GraphBuilder, VertexMask, type VertexEdges } from '@disco-engine/kernel';
import { thrownBy } from '../problems.js';
import { choices, contentOf, graphOf, keysOf, LAYERS, listed, maskOf, naiveGraphs, within } from './graphs.js';

describe('GraphView', () => {
  it('has the edges with both ends inside, and the resulting degrees', () => {
    fc.assert(
      fc.property(naiveGraphs, choices, fc.constantFrom(...LAYERS), (naive, chosen, layer) => {
        const graph = graphOf(naive);
        const view = graph.view(maskOf(graph, chosen));
        const inside = within(naive, new Set(graph.keys.filter((_, vertex) => chosen[vertex])));
        const edges = inside.edges.filter((edge) => edge.layer === layer);
        const all = listed(graph.knownLayer(layer));
        for (const [vertex, key] of graph.keys.entries()) {
          const out = edges.filter(({ from }) => from === key);
          const into = edges.filter(({ to }) => to === key);
          const [outEdges, inEdges] = [view.outEdges(layer, vertex), view.inEdges(layer, vertex)];
          const found = ({ vertices, weights }: VertexEdges): [string, number][] =>
            keysOf(graph, vertices).map((end, at) => [end, weights[at]]);
          expect(found(outEdges)).toEqual(byKey(out.map(({ to, weight }) => [to, weight])));
          expect(found(inEdges)).toEqual(byKey(into.map(({ from, weight }) => [from, weight])));
          expect(Array.from(outEdges.edges, (edge) => all[edge])).toEqual(
            Array.from(outEdges.vertices, (target, at) => [vertex, target, outEdges.weights[at]]),
          );
          expect(Array.from(inEdges.edges, (edge) => all[edge])).toEqual(
            Array.from(inEdges.vertices, (source, at) => [source, vertex, inEdges.weights[at]]),
          );
          expect([view.outDegrees(layer)[vertex], view.inDegrees(layer)[vertex]]).toEqual([out.length, into.length]);
          expect(view.has(vertex)).toBe(chosen[vertex]);
        }
        expect(keysOf(graph, view.vertices)).toEqual(inside.vertices.map(({ key }) => key).sort());
        expect(view.vertexCount).toBe(inside.vertices.length);
      }),
    );
  });

  it('converts to the graph built from its vertices alone', () => {
    fc.assert(
      fc.property(naiveGraphs, choices, (naive, chosen) => {
        const graph = graphOf(naive);
        const kept = new Set(graph.keys.filter((_, vertex) => chosen[vertex]));
        const own = graph.view(maskOf(graph, chosen)).toGraph();
        expect(contentOf(own)).toEqual(contentOf(graphOf(within(naive, kept))));
      }),
    );
  });

  it('of a view has the vertices that are in both', () => {
    fc.assert(
      fc.property(naiveGraphs, choices, choices, (naive, a, b) => {
        const graph = graphOf(naive);
        const [left, right] = [maskOf(graph, a), maskOf(graph, b)];
        const inner = graph.view(left).view(right);
        expect(inner.mask.equals(left.and(right))).toBe(true);
        expect(contentOf(inner.toGraph())).toEqual(contentOf(graph.view(left.and(right)).toGraph()));
      }),
    );
  });

  it('examines nothing when it is created, nor when a view of it is', () => {
    const graph = new GraphBuilder().vertex('a').vertex('b').build();
    const untouchable = new Proxy(VertexMask.all(2), {
      get: (mask, name) => {
        if (name === 'vertexCount') return mask.vertexCount;
        throw new Error(`the view accessed ${String(name)}`);
      },
    });
    const view = graph.view(untouchable);
    expect(() => view.view(untouchable)).not.toThrow();
    expect(() => view.vertices).toThrow('the view accessed indices');
  });

  it('refuses a mask of another graph, and an unknown layer', () => {
    const graph = new GraphBuilder().vertex('a').layer('x').build();
    const view = graph.view(VertexMask.all(1));
    expect(thrownBy(() => graph.view(VertexMask.all(2)))).toMatchObject({ code: 'LENGTH_WRONG' });
    expect(thrownBy(() => view.view(VertexMask.all(2)))).toMatchObject({ code: 'LENGTH_WRONG' });
    for (const ask of ['outDegrees', 'inDegrees'] as const)
      expect(thrownBy(() => view[ask]('y'))).toMatchObject({ code: 'LAYER_UNKNOWN' });
    for (const ask of ['outEdges', 'inEdges'] as const)
      expect(thrownBy(() => view[ask]('y', 0))).toMatchObject({ code: 'LAYER_UNKNOWN' });
  });

  it('has no edges for a vertex that the graph does not have', () => {
    const graph = new GraphBuilder().vertex('a').vertex('b').edge('x', 'a', 'b').build();
    const view = graph.view(VertexMask.all(2));
    for (const vertex of [-1, 2]) expect(view.outEdges('x', vertex).vertices).toHaveLength(0);
  });
});

function byKey(ends: [string, number][]): [string, number][] {
  return ends.sort(([a], [b]) => (a < b ? -1 : 1));
}
