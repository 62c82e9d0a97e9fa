import { LabelTable, LayeredGraph, type Adjacency, entryAt } from '@disco-engine/kernel';
import type { Column } from './column.js';
import { MemoryColumns, type ColumnSource, type ColumnTable, type TableName } from './column-source.js';
import type { ScenarioParts } from './scenario-parts.js';

/** A scenario as plain data, which can be sent to another process as a structured clone. */
export interface ScenarioData {
  readonly name: string;
  readonly keys: readonly string[];
  readonly weights: Float64Array;
  readonly labels: { readonly names: readonly string[]; readonly starts: Int32Array; readonly labels: Int32Array };
  readonly layers: readonly (readonly [name: string, edges: Adjacency])[];
  readonly nodeTypes: readonly string[];
  /** Per vertex, an index into `nodeTypes`. */
  readonly typeOf: Uint16Array;
  readonly vertices: TablesData;
  readonly edges: TablesData;
}

/** By node type or by layer, the columns by name. */
export type TablesData = readonly (readonly [
  table: string,
  columns: readonly (readonly [name: string, column: Column])[],
])[];

/** All of a scenario's data; reads the parts that are in a store. */
export async function dataOf({ name, graph, nodeTypes, typeOf, columns }: ScenarioParts): Promise<ScenarioData> {
  const { keys, labels, weights } = graph;
  return {
    name,
    keys,
    weights,
    labels: { names: labels.names, starts: labels.starts, labels: labels.labels },
    layers: graph.layerNames.flatMap((layer) => {
      const edges = graph.layer(layer);
      return edges === undefined ? [] : [[layer, { ...edges }] as const];
    }),
    nodeTypes,
    typeOf,
    vertices: await tablesOf(columns, columns.vertices, (nodeType) => ({ nodeType })),
    edges: await tablesOf(columns, columns.edges, (layer) => ({ layer })),
  };
}

/**
 * Restores the scenario from the result of `dataOf`.
 *
 * @throws InvalidInputError `GRAPH_INVALID`
 */
export function partsOf(data: ScenarioData): ScenarioParts {
  const { name, keys, labels, weights, nodeTypes, typeOf } = data;
  const { names, starts, labels: numbers } = labels;
  const graph = LayeredGraph.fromParts({
    keys,
    labels: new LabelTable(names, starts, numbers),
    weights,
    layers: new Map(data.layers),
  });
  return { name, graph, nodeTypes, typeOf, columns: new MemoryColumns(tables(data.vertices), tables(data.edges)) };
}

async function tablesOf(
  source: ColumnSource,
  tableColumns: ColumnSource['vertices'],
  tableName: (name: string) => TableName,
): Promise<TablesData> {
  return Promise.all(
    Array.from(tableColumns, async ([table, types]) => {
      const names = [...types.keys()];
      const columns = await source.read(tableName(table), names);
      return [table, names.map((name, index) => [name, entryAt(columns, index)] as const)] as const;
    }),
  );
}

function tables(data: TablesData): Map<string, ColumnTable> {
  return new Map(data.map(([table, columns]) => [table, new Map(columns)]));
}
