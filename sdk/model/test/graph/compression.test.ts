import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compress, compressBy } from '@disco-engine/sdk';
import { DisjointSets } from '../../src/graph/disjoint-sets.js';
import { GraphBuilder, VertexMask } from '@disco-engine/kernel';
import { codesOf, problemsOf, thrownBy } from '../../../../kernel/test/problems.js';
import {
  choices,
  contentOf,
  graphOf,
  maskOf,
  naiveGraphs,
  TYPES,
  type NaiveGraph,
} from '../../../../kernel/test/graph/graphs.js';

const typeChoices = fc.subarray([...TYPES, 'none']);

/** Per key, the least key of its group, computed by iterating until nothing changes. */
function naiveGroups({ vertices }: NaiveGraph, types: readonly string[]): Map<string, string> {
  const joins = (label: string): boolean => types.includes(label.split('=')[0]);
  const groups = new Map(vertices.map(({ key }) => [key, key]));
  for (let again = true; again;) {
    again = false;
    for (const a of vertices) {
      for (const b of vertices) {
        if (!a.labels.some((label) => joins(label) && b.labels.includes(label))) continue;
        const least = [groups.get(a.key) ?? '', groups.get(b.key) ?? ''].sort()[0];
        for (const { key } of [a, b]) {
          again ||= groups.get(key) !== least;
          groups.set(key, least);
        }
      }
    }
  }
  return groups;
}

/** A graph of groups, built by hand. */
function naiveSupergraph({ vertices, edges }: NaiveGraph, groups: ReadonlyMap<string, string>): NaiveGraph {
  const groupOf = (key: string): string => groups.get(key) ?? '';
  const sums = new Map<string, NaiveGraph['edges'][number]>();
  for (const edge of edges) {
    const [from, to] = [groupOf(edge.from), groupOf(edge.to)];
    if (from === to) continue;
    const name = JSON.stringify([edge.layer, from, to]);
    sums.set(name, { ...edge, from, to, weight: edge.weight + (sums.get(name)?.weight ?? 0) });
  }
  return {
    vertices: [...new Set(groups.values())].map((key) => {
      const members = vertices.filter((vertex) => groupOf(vertex.key) === key);
      return {
        key,
        labels: members.flatMap(({ labels }) => labels),
        weight: members.reduce((sum, { weight }) => sum + weight, 0),
      };
    }),
    edges: [...sums.values()],
  };
}

describe('compression', () => {
  it('gives the same graph of groups as a naive implementation', () => {
    let merged = 0;
    fc.assert(
      fc.property(naiveGraphs, typeChoices, (naive, types) => {
        const { graph, groupCount } = compress(graphOf(naive), types);
        expect(contentOf(graph)).toEqual(contentOf(graphOf(naiveSupergraph(naive, naiveGroups(naive, types)))));
        expect(groupCount).toBe(graph.vertexCount);
        if (groupCount < naive.vertices.length) merged += 1;
      }),
    );
    expect(merged).toBeGreaterThan(5);
  });

  it('by given groups gives the same result as joining them, whatever their numbers', () => {
    const groups = fc.array(fc.nat(3), { minLength: 12, maxLength: 12 });
    fc.assert(
      fc.property(naiveGraphs, groups, (naive, raw) => {
        const original = graphOf(naive);
        const own = raw.slice(0, original.vertexCount);
        // Without gaps, in reverse order.
        const used = [...new Set(own)].sort((a, b) => b - a);
        const groupOf = Int32Array.from(own, (group) => used.indexOf(group));
        const sets = new DisjointSets(original.vertexCount);
        for (const [vertex, group] of groupOf.entries()) sets.union(vertex, groupOf.indexOf(group));
        const given = compressBy(original, groupOf, used.length);

        const keys = new Map(original.keys.map((key, vertex) => [key, original.keys[sets.find(vertex)]]));
        expect(contentOf(given.graph)).toEqual(contentOf(graphOf(naiveSupergraph(naive, keys))));
        expect(given.groupOf).toEqual(sets.groups().groupOf);
        expect(compressBy(original, given.groupOf, used.length).groupOf).toEqual(given.groupOf);
      }),
    );
  });

  it('changes nothing if no vertices share a label', () => {
    fc.assert(
      fc.property(naiveGraphs, (naive) => {
        expect(contentOf(compress(graphOf(naive), ['none']).graph)).toEqual(contentOf(graphOf(naive)));
      }),
    );
  });

  it('knows the members of each group, and the group of each member', () => {
    fc.assert(
      fc.property(naiveGraphs, typeChoices, (naive, types) => {
        const original = graphOf(naive);
        const compression = compress(original, types);
        const { graph, groupOf, groupCount, members } = compression;
        for (let group = 0; group < groupCount; group++) {
          const own = [...compression.membersOf(group)];
          expect(own).toEqual([...groupOf.keys()].filter((vertex) => groupOf[vertex] === group));
          expect(original.keys[own[0]]).toBe(graph.keys[group]);
        }
        expect([...members].sort((a, b) => a - b)).toEqual([...groupOf.keys()]);
      }),
    );
  });

  it('converts masks in both directions', () => {
    fc.assert(
      fc.property(naiveGraphs, typeChoices, choices, (naive, types, chosen) => {
        const original = graphOf(naive);
        const compression = compress(original, types);
        const vertices = maskOf(original, chosen);
        const touched = compression.groupsOf(vertices);
        expect(new Set(touched.indices)).toEqual(
          new Set(vertices.indices.map((vertex) => compression.groupOf[vertex])),
        );
        const whole = compression.expand(touched);
        expect(vertices.minus(whole).size).toBe(0);
        expect(compression.groupsOf(whole).equals(touched)).toBe(true);

        const groups = maskOf(compression.graph, chosen);
        expect([...compression.expand(groups).indices]).toEqual(
          [...groups.indices].flatMap((group) => [...compression.membersOf(group)]).sort((a, b) => a - b),
        );
        expect(compression.groupsOf(compression.expand(groups)).equals(groups)).toBe(true);
      }),
    );
  });

  it('converts values in both directions', () => {
    fc.assert(
      fc.property(naiveGraphs, typeChoices, (naive, types) => {
        const original = graphOf(naive);
        const compression = compress(original, types);
        const { graph, groupOf, groupCount } = compression;
        expect(compression.sums(original.weights)).toEqual(graph.weights);
        expect([...compression.spread(graph.weights)]).toEqual(Array.from(groupOf, (group) => graph.weights[group]));
        const numbers = Int32Array.from({ length: groupCount }, (_, group) => group);
        expect(compression.spread(numbers)).toEqual(groupOf);
      }),
    );
  });

  it('refuses masks and values of the other graph, and unknown groups', () => {
    const graph = new GraphBuilder().vertex('a').vertex('b').vertex('c').build();
    const compression = compressBy(graph, Int32Array.of(0, 1, 0), 2);
    const wrong = [
      () => compression.expand(VertexMask.all(3)),
      () => compression.groupsOf(VertexMask.all(2)),
      () => compression.spread(new Float64Array(3)),
      () => compression.sums(new Float64Array(2)),
    ];
    for (const action of wrong) expect(thrownBy(action)).toMatchObject({ code: 'LENGTH_WRONG' });
    for (const group of [-1, 2, 0.5, NaN]) expect(() => compression.membersOf(group)).toThrow(RangeError);
  });

  it.each<[string[], number[], number]>([
    [['GROUP_UNKNOWN'], [0, 2, 1], 2],
    [['GROUP_UNKNOWN', 'GROUP_EMPTY'], [0, -1, 0], 2],
    [['GROUP_EMPTY', 'GROUP_EMPTY'], [2, 2, 2], 3],
    [['LENGTH_WRONG'], [0, 1], 2],
    [['LENGTH_WRONG'], [0, 1, 2, 1], 3],
    [['LENGTH_WRONG'], [0, 1, 2], 4],
    [['LENGTH_WRONG'], [0, 0, 0], -1],
    [['LENGTH_WRONG'], [0, 1, 0], 1.5],
    [['LENGTH_WRONG'], [0, 1, 0], NaN],
  ])('refuses with %j the groups %j with count %d', (codes, groupOf, groupCount) => {
    const graph = new GraphBuilder().vertex('a').vertex('b').vertex('c').build();
    const action = () => compressBy(graph, Int32Array.from(groupOf), groupCount);
    expect(codesOf(action)).toEqual(codes);
    expect(thrownBy(action).code).toBe('GROUPS_INVALID');
  });

  it('refuses a sum of weights that overflows', () => {
    const graph = new GraphBuilder()
      .vertex('a', { weight: 1e308 })
      .vertex('b', { weight: 1e308 })
      .vertex('c')
      .edge('x', 'a', 'c', 1e308)
      .edge('x', 'b', 'c', 1e308)
      .build();
    const problems = problemsOf(() => compressBy(graph, Int32Array.of(0, 0, 1), 2));
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining("vertex 'a' has weight Infinity"),
      expect.stringContaining("edge a → c of layer 'x' has weight Infinity"),
    ]);
  });
});
