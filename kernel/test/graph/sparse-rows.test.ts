import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjacencyOf, contracted, transposed } from '@disco-engine/kernel';
import { countingSort } from '../../src/graph/counting-sort.js';
import { listed, summed, type NumberedEdge as Edge } from './graphs.js';

const VERTICES = 6;
const lists: fc.Arbitrary<Edge[]> = fc.array(fc.tuple(fc.nat(VERTICES - 1), fc.nat(VERTICES - 1), fc.nat(9)), {
  maxLength: 20,
});

function ordered(list: readonly Edge[]) {
  const column = (at: number): number[] => list.map((edge) => edge[at]);
  return adjacencyOf(VERTICES, Int32Array.from(column(0)), Int32Array.from(column(1)), Float64Array.from(column(2)));
}

/** The sums of weights by source and target, sorted. */

describe('countingSort', () => {
  it('sorts by digits, and is stable', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4)), fc.boolean(), fc.infiniteStream(fc.boolean()), (digitOf, all, coin) => {
        const items = [...digitOf.keys()].reverse().filter(() => coin.next().value === true);
        const { starts, order } = countingSort(5, Int32Array.from(digitOf), all ? undefined : Int32Array.from(items));
        const wanted = (all ? [...digitOf.keys()] : items).sort((a, b) => digitOf[a] - digitOf[b]);
        expect([...order]).toEqual(wanted);
        for (let digit = 0; digit < 5; digit++)
          expect(Array.from(order.subarray(starts[digit], starts[digit + 1]), (item) => digitOf[item])).toEqual(
            wanted.map((item) => digitOf[item]).filter((own) => own === digit),
          );
        expect(starts).toHaveLength(6);
      }),
    );
  });
});

describe('sparse rows', () => {
  it('contain the edges of a list, sorted, with parallel ones in list order', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const { adjacency, edges } = ordered(list);
        const sorted = [...list.keys()].sort((a, b) => list[a][0] - list[b][0] || list[a][1] - list[b][1] || a - b);
        expect([...edges]).toEqual(sorted);
        expect(listed(adjacency)).toEqual(sorted.map((edge) => list[edge]));
      }),
    );
  });

  it('are transposed, and transposed back', () => {
    fc.assert(
      fc.property(lists, (list) => {
        const { adjacency } = ordered(list);
        const turned = transposed(adjacency);
        const before = listed(adjacency);
        expect(listed(turned.adjacency)).toEqual(
          Array.from(turned.edges, (edge) => [before[edge][1], before[edge][0], before[edge][2]]),
        );
        expect(transposed(turned.adjacency).adjacency).toEqual(adjacency);
      }),
    );
  });

  it('are contracted to the edges between groups', () => {
    const groups = fc.array(fc.integer({ min: -1, max: 2 }), { minLength: VERTICES, maxLength: VERTICES });
    fc.assert(
      fc.property(lists, groups, (list, groupOf) => {
        const between = list
          .map(([from, to, weight]): Edge => [groupOf[from], groupOf[to], weight])
          .filter(([from, to]) => from >= 0 && to >= 0 && from !== to);
        const edges = contracted(ordered(list).adjacency, Int32Array.from(groupOf), 3);
        expect(listed(edges)).toEqual(summed(between));
        expect(edges.starts).toHaveLength(4);
      }),
    );
  });
});
