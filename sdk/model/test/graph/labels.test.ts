import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GraphBuilder, LabelTable, VertexMask } from '@disco-engine/kernel';
import { labelCombinations } from '@disco-engine/sdk';
import { thrownBy } from '../../../../kernel/test/problems.js';
import { choices, graphOf, maskOf, naiveGraphs, TYPES } from '../../../../kernel/test/graph/graphs.js';

// '>' follows '=', and digits precede both.
const LABELS = ['a=1', 'a=10', 'a=2', 'a0=1', 'a>=1', 'ab=1', 'b=', 'b=x=y'];

describe('LabelTable', () => {
  it('keeps the labels of each vertex, sorted and without duplicates', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.constantFrom(...LABELS))), (rows) => {
        const table = LabelTable.of(rows);
        const used = rows.flat();
        for (const [vertex, row] of rows.entries()) {
          expect(table.of(vertex)).toEqual([...new Set(row)].sort());
          for (const type of ['a', 'a0', 'a>', 'ab', 'b', 'b=x', 'c', '']) {
            const own = row.filter((label) => label.slice(0, label.indexOf('=')) === type);
            const values = own.map((label) => label.slice(type.length + 1));
            expect(table.values(vertex, type)).toEqual([...new Set(values)].sort());
          }
        }
        expect(table.names).toEqual([...new Set(used)].sort());
        expect(table.types).toEqual([...new Set(used.map((label) => label.split('=')[0]))].sort());
      }),
    );
  });

  it('finds a label by its name, and the labels of a type as a range', () => {
    fc.assert(
      fc.property(fc.subarray(LABELS), (names) => {
        const table = LabelTable.of([names]);
        for (const label of [...LABELS, 'zzz=1', 'a'])
          expect(table.indexOf(label)).toBe([...names].sort().indexOf(label));
        for (const type of ['a', 'a0', 'a>', 'ab', 'b', 'b=x', 'c'])
          expect(table.names.slice(...table.range(type))).toEqual(
            [...names].filter((label) => label.split('=')[0] === type).sort(),
          );
      }),
    );
  });
});

describe('label combinations', () => {
  it('are the same as from a naive search, in ascending order', () => {
    fc.assert(
      fc.property(naiveGraphs, fc.shuffledSubarray(TYPES), choices, fc.boolean(), (naive, types, chosen, masked) => {
        const graph = graphOf(naive);
        const mask = masked ? maskOf(graph, chosen) : VertexMask.all(graph.vertexCount);
        const found = labelCombinations(graph, types, masked ? mask : undefined);
        const own = graph.keys.map((_, vertex) => types.map((type) => graph.labels.values(vertex, type)));
        const asked = [...mask.indices];
        const missing = asked.filter((vertex) => own[vertex].some((values) => values.length === 0));
        const clashes = asked.filter((vertex) => own[vertex].some((values) => values.length > 1));
        expect([...found.missing]).toEqual(missing);
        expect([...found.clashes]).toEqual(clashes);

        const sound = new Set(asked.filter((vertex) => !missing.includes(vertex) && !clashes.includes(vertex)));
        for (const vertex of own.keys()) {
          const combination = found.combinations[found.combinationOf[vertex]];
          expect(combination).toEqual(sound.has(vertex) ? own[vertex].flat() : undefined);
        }
        const texts = Array.from(sound, (vertex) => own[vertex].flat().join('\0'));
        expect(found.combinations.map((values) => values.join('\0'))).toEqual([...new Set(texts)].sort());
      }),
    );
  });

  it('are a single one if no types are given', () => {
    const graph = new GraphBuilder()
      .vertex('a', { labels: ['x=1'] })
      .vertex('b')
      .build();
    expect(labelCombinations(graph, [])).toMatchObject({ combinations: [[]], combinationOf: Int32Array.of(0, 0) });
  });

  it('refuse a mask of another graph', () => {
    const graph = new GraphBuilder().vertex('a').build();
    expect(thrownBy(() => labelCombinations(graph, [], VertexMask.all(2)))).toMatchObject({ code: 'LENGTH_WRONG' });
  });
});
