import { isDeepStrictEqual } from 'node:util';
import { LabelTable, LayeredGraph, adjacencyOf, type Adjacency } from '@disco-engine/kernel';
import { Scenario, type Column, type ColumnTable } from '@disco-engine/sdk';
import { MemoryColumns } from '@disco-engine/sdk/extensions';
import fc from 'fast-check';

/** Any text that a database can store. */
export function anyText(zeros: boolean): fc.Arbitrary<string> {
  const text = fc.string({ unit: 'binary', maxLength: 6 });
  const some = fc.oneof(text, fc.constantFrom('', '\ufeffmark', 'a', 'B', '\'"\\', '\n\t\r', '𝄞é'));
  return zeros ? fc.oneof(some, fc.constantFrom('\0', 'a\0b', 'c\0')) : some.filter((value) => !value.includes('\0'));
}

/** Any scenario that a database can store: labels, weights, node types, columns of all types, and layers. */
export function anyScenario(zeros: boolean): fc.Arbitrary<Scenario> {
  const text = anyText(zeros);
  const names = (least: number, most: number): fc.Arbitrary<string[]> =>
    fc.uniqueArray(text, { minLength: least, maxLength: most });
  return fc
    .record({
      name: text.filter((name) => name !== ''),
      keys: fc.uniqueArray(
        text.filter((key) => key !== ''),
        { minLength: 1, maxLength: 8 },
      ),
      nodeTypes: names(1, 3),
      layers: names(0, 2),
    })
    .chain(({ name, keys, nodeTypes, layers }) => {
      const each = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
        fc.array(value, { minLength: keys.length, maxLength: keys.length });
      return fc
        .record({
          labels: each(
            fc.array(
              text.map((value) => `label=${value}`),
              { maxLength: 3 },
            ),
          ),
          weights: each(anyWeight),
          typeOf: each(fc.nat(nodeTypes.length - 1)),
          edges: fc.tuple(...layers.map(() => anyEdges(keys.length))),
        })
        .chain(({ labels, weights, typeOf, edges }) => {
          const graph = LayeredGraph.fromParts({
            keys: keys.sort(),
            labels: LabelTable.of(labels),
            weights: Float64Array.from(weights),
            layers: new Map(layers.map((layer, index) => [layer, edges[index]])),
          });
          const rows = nodeTypes.map((_, type) => typeOf.filter((own) => own === type).length);
          return fc
            .record({
              vertices: fc.tuple(...rows.map((count) => anyTable(count, text))),
              edges: fc.tuple(...edges.map(({ targets }) => anyTable(targets.length, text))),
            })
            .map((tables) => {
              const vertexTables = new Map(nodeTypes.map((type, index) => [type, tables.vertices[index]]));
              const edgeTables = new Map(layers.map((layer, index) => [layer, tables.edges[index]]));
              const columns = new MemoryColumns(vertexTables, edgeTables);
              return new Scenario({ name, graph, nodeTypes, typeOf: Uint16Array.from(typeOf), columns });
            });
        });
    });
}

const anyWeight = fc.oneof(fc.double({ min: 0, max: Number.MAX_VALUE, noNaN: true }), fc.constantFrom(0, -0, 1));

function anyEdges(vertexCount: number): fc.Arbitrary<Adjacency> {
  const vertex = fc.nat(vertexCount - 1);
  const edge = fc.tuple(vertex, vertex, anyWeight);
  return fc
    .uniqueArray(edge, { maxLength: 10, selector: ([from, to]) => from * vertexCount + to })
    .map((all) => all.filter(([from, to]) => from !== to))
    .map((edges) => {
      const column = (index: 0 | 1): Int32Array => Int32Array.from(edges, (own) => own[index]);
      return adjacencyOf(
        vertexCount,
        column(0),
        column(1),
        Float64Array.from(edges, ([, , weight]) => weight),
      ).adjacency;
    });
}

function anyTable(rows: number, text: fc.Arbitrary<string>): fc.Arbitrary<ColumnTable> {
  return fc
    .uniqueArray(fc.tuple(text, anyColumn(rows, text)), { maxLength: 4, selector: ([name]) => name })
    .map((columns) => new Map(columns));
}

const anyFloat = fc.oneof(fc.double(), fc.constantFrom(0, -0, NaN, Infinity, -Infinity, 5e-324));

const anyJson = fc
  .jsonValue({ maxDepth: 2 })
  .filter((value) => isDeepStrictEqual(JSON.parse(JSON.stringify(value)), value))
  .filter((value) => !JSON.stringify(value).includes('__proto__'));

function anyColumn(rows: number, text: fc.Arbitrary<string>): fc.Arbitrary<Column> {
  const values = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Value[]> =>
    fc.array(value, { minLength: rows, maxLength: rows });
  const int64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });
  const missing = fc.option(
    values(fc.nat(1)).map((marks) => Uint8Array.from(marks)),
    { nil: undefined },
  );
  return fc.oneof(
    fc.record({
      type: fc.constant('float64' as const),
      values: values(anyFloat).map((own) => Float64Array.from(own)),
      missing,
    }),
    // Only zeros: DuckDB stores such segments differently.
    fc.record({
      type: fc.constant('float64' as const),
      values: values(fc.constantFrom(0, -0)).map((own) => Float64Array.from(own)),
      missing,
    }),
    fc.record({
      type: fc.constant('int32' as const),
      values: values(fc.integer()).map((own) => Int32Array.from(own)),
      missing,
    }),
    fc.record({
      type: fc.constant('int64' as const),
      values: values(int64).map((own) => BigInt64Array.from(own)),
      missing,
    }),
    fc.record({
      type: fc.constant('boolean' as const),
      values: values(fc.nat(1)).map((own) => Uint8Array.from(own)),
      missing,
    }),
    fc.record({ type: fc.constant('value' as const), values: values(fc.option(anyJson, { nil: undefined })) }),
    values(fc.option(text, { nil: undefined })).map((own): Column => {
      const texts = [...new Set(own.filter((value) => value !== undefined))];
      return {
        type: 'text',
        codes: Int32Array.from(own, (value) => (value === undefined ? -1 : texts.indexOf(value))),
        texts,
      };
    }),
  );
}
