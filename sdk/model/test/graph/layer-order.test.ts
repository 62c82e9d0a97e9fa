import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findCycle, layerDepths, topologicalOrder } from '@disco-engine/sdk';
import { GraphBuilder, VertexMask } from '@disco-engine/kernel';
import { thrownBy } from '../../../../kernel/test/problems.js';
import {
  choices,
  graphOf,
  LAYERS,
  maskOf,
  naiveGraphs,
  within,
  type NaiveEdge,
} from '../../../../kernel/test/graph/graphs.js';

/** The longest path to each vertex, by backward search, or undefined if a path returns to its start. */
function naiveDepths(edges: readonly NaiveEdge[], keys: readonly string[]): number[] | undefined {
  const depth = (key: string, path: readonly string[]): number => {
    if (path.includes(key)) return NaN;
    const before = edges.filter(({ to }) => to === key);
    return before.reduce((most, { from }) => Math.max(most, 1 + depth(from, [...path, key])), 0);
  };
  const found = keys.map((key) => depth(key, []));
  return found.some(Number.isNaN) ? undefined : found;
}

const layerChoices = fc.oneof(fc.constantFrom(...LAYERS), fc.subarray(LAYERS));
const maskChoices = fc.option(choices, { nil: undefined });

describe('the order of layers', () => {
  it('is by longest path, unless there is a cycle', () => {
    const met = { orders: 0, cycles: 0 };
    fc.assert(
      fc.property(naiveGraphs, layerChoices, maskChoices, (naive, layers, chosen) => {
        const graph = graphOf(naive);
        const mask = chosen && maskOf(graph, chosen);
        const keys = graph.keys.filter((_, vertex) => chosen?.[vertex] ?? true);
        const edges = within(naive, new Set(keys)).edges.filter(({ layer }) => [layers].flat().includes(layer));
        const wanted = naiveDepths(edges, keys);
        const cycle = findCycle(graph, layers, mask);
        expect(cycle === undefined).toBe(wanted !== undefined);

        if (wanted !== undefined) {
          met.orders += 1;
          const depthOf = new Map(keys.map((key, at) => [key, wanted[at]]));
          const depth = layerDepths(graph, layers, mask);
          expect([...depth]).toEqual(graph.keys.map((key) => depthOf.get(key) ?? -1));
          expect([...topologicalOrder(graph, layers, mask)]).toEqual(
            keys.map((key) => graph.indexOf(key)).sort((a, b) => depth[a] - depth[b] || a - b),
          );
        } else if (cycle !== undefined) {
          met.cycles += 1;
          for (const [at, key] of cycle.entries()) {
            const next = cycle[(at + 1) % cycle.length];
            expect(edges.some(({ from, to }) => from === key && to === next)).toBe(true);
          }
          expect(new Set(cycle).size).toBe(cycle.length);
          expect(cycle[0]).toBe([...cycle].sort()[0]);
          for (const ask of [layerDepths, topologicalOrder])
            expect(thrownBy(() => ask(graph, layers, mask))).toMatchObject({
              code: 'LAYER_CYCLE',
              place: { vertex: cycle[0] },
            });
        }
      }),
      { numRuns: 500 },
    );
    expect(Math.min(met.orders, met.cycles)).toBeGreaterThan(5);
  });

  it('names the keys of a cycle', () => {
    const graph = new GraphBuilder()
      .vertex('a')
      .vertex('b')
      .vertex('c')
      .edge('x', 'c', 'b')
      .edge('y', 'b', 'a')
      .edge('y', 'a', 'c')
      .build();
    const error = thrownBy(() => layerDepths(graph, ['x', 'y']));
    expect(error.message).toMatch(/^a cycle in layers 'x', 'y': a → c → b → a; .* so remove one of its edges/);
    expect(findCycle(graph, 'y')).toBeUndefined();
    expect(findCycle(graph, ['x', 'y'], VertexMask.of(3, [0, 1]))).toBeUndefined();
  });

  it('leaves out the middle of a long cycle in a message, but not in a result', () => {
    const builder = new GraphBuilder();
    for (let i = 10; i < 50; i++) builder.vertex(`v${i}`).edge('x', `v${i}`, i === 49 ? 'v10' : `v${i + 1}`);
    const { message } = thrownBy(() => layerDepths(builder.build(), 'x'));
    expect(message).toMatch(/^a cycle in layer 'x': v10 → (v\d+ → ){9}… 21 more … → (v\d+ → ){9}v10; /);
    expect(findCycle(builder.build(), 'x')).toHaveLength(40);
  });

  it('needs existing layers and a mask of the graph', () => {
    const graph = new GraphBuilder().vertex('a').vertex('b').layer('x').build();
    for (const ask of [layerDepths, topologicalOrder, findCycle]) {
      expect(thrownBy(() => ask(graph, 'y'))).toMatchObject({ code: 'LAYER_UNKNOWN' });
      expect(thrownBy(() => ask(graph, ['x', 'y']))).toMatchObject({ code: 'LAYER_UNKNOWN' });
      expect(thrownBy(() => ask(graph, 'x', VertexMask.all(3)))).toMatchObject({ code: 'LENGTH_WRONG' });
    }
  });
});
