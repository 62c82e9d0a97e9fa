import { describe, expect, it } from 'vitest';
import { GraphBuilder, InvalidInputError } from '@disco-engine/kernel';
import { codesOf, problemsOf, thrownBy } from '../problems.js';

describe('GraphBuilder', () => {
  it('orders vertices by UTF-16 code units, whatever order they are added in', () => {
    const keys = ['n2', 'n10', 'z', 'é', 'Z', '\u{1F600}', '\uFF5E'];
    for (const order of [keys, [...keys].reverse()]) {
      const builder = new GraphBuilder();
      for (const key of order) builder.vertex(key);
      expect(builder.build().keys).toEqual(['Z', 'n10', 'n2', 'z', 'é', '\u{1F600}', '\uFF5E']);
    }
  });

  it('keeps labels, weights and edges with their vertices', () => {
    const graph = new GraphBuilder()
      .edge('order', 'c', 'b', 5)
      .edge('order', 'c', 'a', 3)
      .edge('order', 'a', 'b', 0)
      .vertex('c', { labels: ['kind=shop', 'area=north=1'], weight: 7 })
      .vertex('b')
      .vertex('a', { weight: 0 })
      .build();
    expect([0, 1, 2].map((vertex) => graph.labels.of(vertex))).toEqual([[], [], ['area=north=1', 'kind=shop']]);
    expect([...graph.weights]).toEqual([0, 1, 7]);
    const order = graph.layer('order');
    expect([...(order?.starts ?? [])]).toEqual([0, 1, 1, 3]);
    expect([...(order?.targets ?? [])]).toEqual([1, 0, 1]);
    expect([...(order?.weights ?? [])]).toEqual([0, 3, 5]);
    expect(graph.indexOf('c')).toBe(2);
    expect(graph.indexOf('d')).toBe(-1);
  });

  it('lists layers in the order in which they appear, even without edges', () => {
    const graph = new GraphBuilder()
      .vertex('a')
      .vertex('b')
      .layer('late')
      .edge('early', 'a', 'b')
      .layer('late')
      .build();
    expect(graph.layerNames).toEqual(['late', 'early']);
    expect(graph.layer('late')?.targets).toHaveLength(0);
    expect(graph.layer('other')).toBeUndefined();
  });

  it('allows the same edge in the opposite direction and in another layer', () => {
    const builder = new GraphBuilder().vertex('a').vertex('b');
    expect(() => builder.edge('x', 'a', 'b').edge('x', 'b', 'a').edge('y', 'a', 'b').build()).not.toThrow();
  });

  it.each<[string, (builder: GraphBuilder) => GraphBuilder, string]>([
    ['KEY_EMPTY', (graph) => graph.vertex(''), 'a vertex needs a non-empty key'],
    ['VERTEX_REPEATED', (graph) => graph.vertex('a'), "vertex 'a' is defined twice"],
    ['WEIGHT_INVALID', (graph) => graph.vertex('c', { weight: NaN }), "vertex 'c' has weight NaN"],
    ['WEIGHT_INVALID', (graph) => graph.vertex('c', { weight: -1 }), 'weight -1'],
    ['WEIGHT_INVALID', (graph) => graph.vertex('c', { weight: Infinity }), 'weight Infinity'],
    ['LABEL_INVALID', (graph) => graph.vertex('c', { labels: ['kind'] }), "label 'kind'"],
    ['LABEL_INVALID', (graph) => graph.vertex('c', { labels: ['=shop'] }), "label '=shop'"],
    ['EDGE_SELF_LOOP', (graph) => graph.edge('x', 'a', 'a'), "from 'a' to itself"],
    ['WEIGHT_INVALID', (graph) => graph.edge('x', 'a', 'b', NaN), 'edge a → b'],
    ['WEIGHT_INVALID', (graph) => graph.edge('x', 'a', 'b', -0.5), 'weight -0.5'],
    ['VERTEX_UNKNOWN', (graph) => graph.edge('x', 'a', 'zebra'), "vertex 'zebra'"],
    ['VERTEX_UNKNOWN', (graph) => graph.edge('x', 'zebra', 'a'), "vertex 'zebra'"],
    ['EDGE_REPEATED', (graph) => graph.edge('x', 'a', 'b').edge('x', 'a', 'b'), 'edge a → b twice'],
  ])('refuses with %s (%#)', (code, spoil, words) => {
    const problems = problemsOf(() => spoil(new GraphBuilder().vertex('a').vertex('b')).build());
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(problems[0].message).toContain(words);
  });

  it('reports everything at once, with locations in the source', () => {
    const builder = new GraphBuilder()
      .vertex('a')
      .vertex('a', { place: { file: 'chain.csv', line: 3 } })
      .edge('x', 'a', 'nobody', 1, { place: { file: 'chain.csv', line: 4 } })
      .edge('x', 'who', 'nobody')
      .edge('x', 'a', 'a', -1);
    const error = thrownBy(() => builder.build());
    expect(error).toBeInstanceOf(InvalidInputError);
    expect(error.code).toBe('GRAPH_INVALID');
    expect(error.place).toEqual({ file: 'chain.csv', line: 3 });
    expect(codesOf(() => builder.build())).toEqual([
      'VERTEX_REPEATED',
      'EDGE_SELF_LOOP',
      'WEIGHT_INVALID',
      'VERTEX_UNKNOWN',
      'VERTEX_UNKNOWN',
      'VERTEX_UNKNOWN',
    ]);
    expect(error.message).toContain("chain.csv:3: vertex 'a' is defined twice");
    expect(error.message).toContain('chain.csv:4: ');
    expect(error.message.split('\n')).toHaveLength(7);
  });
});
