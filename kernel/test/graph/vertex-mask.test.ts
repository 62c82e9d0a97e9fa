import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { VertexMask } from '@disco-engine/kernel';
import { thrownBy } from '../problems.js';
import { graphOf, keysOf, naiveGraphs } from './graphs.js';

/** Sets of vertices in graphs whose last word of bits is full, almost full, or just begun. */
const setPairs = fc
  .constantFrom(0, 1, 31, 32, 33, 64, 70)
  .chain((count) =>
    fc.tuple(
      fc.constant(count),
      fc.subarray([...Array(count).keys()], { minLength: 0 }),
      fc.subarray([...Array(count).keys()], { minLength: 0 }),
    ),
  );

describe('VertexMask', () => {
  it('behaves like a set', () => {
    fc.assert(
      fc.property(setPairs, ([count, a, b]) => {
        const [left, right] = [VertexMask.of(count, [...a].reverse()), VertexMask.of(count, b)];
        const all = [...Array(count).keys()];
        const [inA, inB] = [new Set(a), new Set(b)];
        const expectMask = (mask: VertexMask, vertices: readonly number[]): void => {
          expect([...mask.indices]).toEqual(vertices);
          expect(mask.size).toBe(vertices.length);
          expect(all.filter((vertex) => mask.has(vertex))).toEqual(vertices);
          expect(mask.vertexCount).toBe(count);
        };
        expectMask(left, a);
        expectMask(
          left.and(right),
          [...all].filter((vertex) => inA.has(vertex) && inB.has(vertex)),
        );
        expectMask(
          left.or(right),
          [...all].filter((vertex) => inA.has(vertex) || inB.has(vertex)),
        );
        expectMask(
          left.minus(right),
          [...all].filter((vertex) => inA.has(vertex) && !inB.has(vertex)),
        );
        expectMask(
          left.not(),
          [...all].filter((vertex) => !inA.has(vertex)),
        );
        expectMask(
          VertexMask.where(count, (vertex) => inA.has(vertex)),
          a,
        );
        expect(left.equals(right)).toBe(a.join() === b.join());
        expect(left.equals(VertexMask.of(count, a))).toBe(true);
        expectMask(left, a);
      }),
    );
  });

  it('can contain all or none', () => {
    for (const count of [0, 1, 32, 45]) {
      expect([VertexMask.all(count).size, VertexMask.none(count).size]).toEqual([count, 0]);
      expect(VertexMask.all(count).has(count)).toBe(false);
    }
  });

  it('counts a repeated vertex once', () => {
    expect(VertexMask.of(5, [3, 1, 3]).size).toBe(2);
  });

  it('refuses vertices that do not exist', () => {
    for (const vertex of [-1, 3, 1.5, NaN]) expect(() => VertexMask.of(3, [vertex])).toThrow(RangeError);
  });

  it.each(['and', 'or', 'minus', 'equals'] as const)('refuses %s with a mask of another graph', (operation) => {
    // Both have one word of bits, so that only their vertex counts differ.
    const error = thrownBy(() => VertexMask.all(3)[operation](VertexMask.all(4)));
    expect(error).toMatchObject({ code: 'LENGTH_WRONG', message: expect.stringContaining('of 3 vertices') });
  });

  it('finds the vertices with one of several labels', () => {
    fc.assert(
      fc.property(naiveGraphs, fc.subarray(['a=1', 'b=x=y', 'ab=1', 'nobody=1', 'a']), (naive, names) => {
        const graph = graphOf(naive);
        const wanted = naive.vertices.filter(({ labels }) => labels.some((label) => names.includes(label)));
        expect(keysOf(graph, VertexMask.withLabel(graph.labels, ...names).indices)).toEqual(
          wanted.map(({ key }) => key).sort(),
        );
      }),
    );
  });

  it('finds the vertices with a label of one of several types', () => {
    fc.assert(
      fc.property(naiveGraphs, fc.subarray(['a', 'b', 'ab', 'nobody', 'b=x']), (naive, types) => {
        const graph = graphOf(naive);
        const isOf = (label: string): boolean => types.includes(label.split('=')[0]);
        const wanted = naive.vertices.filter(({ labels }) => labels.some(isOf));
        expect(keysOf(graph, VertexMask.withType(graph.labels, ...types).indices)).toEqual(
          wanted.map(({ key }) => key).sort(),
        );
      }),
    );
  });
});
