import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LayeredGraph, type Adjacency, type GraphParts } from '@disco-engine/kernel';
import { codesOf, problemsOf, thrownBy } from '../problems.js';
import { contentOf, graphOf, naiveGraphs } from './graphs.js';

function parts(change: Partial<GraphParts> = {}): GraphParts {
  return {
    keys: ['a', 'b', 'c'],
    labels: { names: ['x=1', 'x=2'], starts: Int32Array.of(0, 1, 1, 3), labels: Int32Array.of(1, 0, 1) },
    weights: Float64Array.of(1, 0, 2.5),
    layers: new Map([['order', edges()]]),
    ...change,
  };
}

function edges(change: Partial<Adjacency> = {}): Adjacency {
  return {
    starts: Int32Array.of(0, 2, 2, 3),
    targets: Int32Array.of(1, 2, 0),
    weights: Float64Array.of(1, 2, 3),
    ...change,
  };
}

function layers(change: Partial<Adjacency>): Partial<GraphParts> {
  return { layers: new Map([['order', edges(change)]]) };
}

function labels(change: Partial<GraphParts['labels']>): Partial<GraphParts> {
  return { labels: { ...parts().labels, ...change } };
}

describe('a graph from arrays', () => {
  it('equals the one from the builder', () => {
    fc.assert(
      fc.property(naiveGraphs, (naive) => {
        const built = graphOf(naive);
        const { keys, weights, layerNames } = built;
        const { names, starts, labels: numbers } = built.labels;
        const again = LayeredGraph.fromParts({
          keys,
          labels: { names, starts, labels: numbers },
          weights,
          layers: new Map(layerNames.map((name) => [name, built.knownLayer(name)])),
        });
        expect(contentOf(again)).toEqual(contentOf(built));
        expect(again.labels.types).toEqual(built.labels.types);
      }),
    );
  });

  it('may have no vertices', () => {
    const none = { names: [], starts: new Int32Array(1), labels: new Int32Array() };
    const graph = LayeredGraph.fromParts({ keys: [], labels: none, weights: new Float64Array(), layers: new Map() });
    expect(graph.vertexCount).toBe(0);
    expect(graph.indexOf('a')).toBe(-1);
  });

  it.each<[string, Partial<GraphParts>]>([
    ['KEY_EMPTY', { keys: ['', 'b', 'c'] }],
    ['VERTEX_REPEATED', { keys: ['a', 'a', 'c'] }],
    ['ORDER_BROKEN', { keys: ['b', 'a', 'c'] }],
    ['WEIGHT_INVALID', { weights: Float64Array.of(1, NaN, 1) }],
    ['WEIGHT_INVALID', { weights: Float64Array.of(1, -1, 1) }],
    ['WEIGHT_INVALID', { weights: Float64Array.of(1, Infinity, 1) }],
    ['LENGTH_WRONG', { weights: Float64Array.of(1, 1) }],
    ['LABEL_INVALID', labels({ names: ['x', 'x=2'] })],
    ['ORDER_BROKEN', labels({ names: ['x=2', 'x=1'] })],
    ['ORDER_BROKEN', labels({ labels: Int32Array.of(1, 1, 1) })],
    ['ORDER_BROKEN', labels({ labels: Int32Array.of(2, 0, 1) })],
    ['LENGTH_WRONG', labels({ starts: Int32Array.of(0, 1, 3) })],
    ['LENGTH_WRONG', layers({ starts: Int32Array.of(0, 2, 2, 4) })],
    ['LENGTH_WRONG', layers({ starts: Int32Array.of(1, 2, 2, 3) })],
    ['LENGTH_WRONG', layers({ starts: Int32Array.of(0, 3, 2, 3) })],
    ['LENGTH_WRONG', layers({ weights: Float64Array.of(1, 2) })],
    ['ORDER_BROKEN', layers({ targets: Int32Array.of(2, 1, 0) })],
    ['ORDER_BROKEN', layers({ targets: Int32Array.of(1, 1, 0) })],
    ['ORDER_BROKEN', layers({ targets: Int32Array.of(1, 3, 0) })],
    ['ORDER_BROKEN', layers({ targets: Int32Array.of(-1, 2, 0) })],
    ['EDGE_SELF_LOOP', layers({ targets: Int32Array.of(0, 2, 0) })],
    ['WEIGHT_INVALID', layers({ weights: Float64Array.of(1, -2, 3) })],
  ])('is refused with %s (%#)', (code, change) => {
    expect(() => LayeredGraph.fromParts(parts())).not.toThrow();
    const action = () => LayeredGraph.fromParts(parts(change));
    expect(codesOf(action)).toEqual([code]);
    expect(thrownBy(action).code).toBe('GRAPH_INVALID');
  });

  it('is refused at once if a row claims to extend far beyond the entries', () => {
    const far = layers({ starts: Int32Array.of(0, 2 ** 31 - 1, 2, 3) });
    const begin = performance.now();
    expect(codesOf(() => LayeredGraph.fromParts(parts(far)))).toEqual(['LENGTH_WRONG']);
    expect(performance.now() - begin).toBeLessThan(1000);
  });

  it('lists twenty problems of a kind, and counts the others', () => {
    const keys = Array.from({ length: 50 }, () => 'same');
    const none = { names: [], starts: new Int32Array(51), labels: new Int32Array() };
    const told = problemsOf(() =>
      LayeredGraph.fromParts({ keys, weights: new Float64Array(50), labels: none, layers: new Map() }),
    );
    expect(told.map(({ code }) => code)).toEqual([
      ...Array.from({ length: 20 }, () => 'VERTEX_REPEATED'),
      'PROBLEMS_OMITTED',
    ]);
    expect(told[20].message).toBe('and 29 more like these');
  });
});
