import { Scenario, type Column, type ColumnSource, type ColumnTable } from '@disco-engine/sdk';
import { MemoryColumns } from '@disco-engine/sdk/extensions';
import { adjacencyOf, LabelTable, LayeredGraph } from '@disco-engine/kernel';

/** A row of houses, with a road from each to the next. Each has a number, and some have a name. */
export function town(name: string, houses: number): Scenario {
  const rows = Int32Array.from({ length: houses }, (_, row) => row);
  const named: Column = {
    type: 'text',
    codes: rows.map((row) => (row % 3 === 0 ? -1 : row % 2)),
    texts: ['inn', 'mill'],
  };
  const missing = Uint8Array.from(rows, (row) => (row % 5 === 0 ? 1 : 0));
  const table: ColumnTable = new Map<string, Column>([
    ['number', { type: 'int32', values: rows.map((row) => row * 7) }],
    ['rent', { type: 'float64', values: Float64Array.from(rows, (row) => (row % 2 === 0 ? -0 : row / 3)), missing }],
    ['named', named],
    ['garden', { type: 'value', values: Array.from(rows, (row) => (row % 4 === 0 ? undefined : { trees: [row] })) }],
  ]);
  const roads = new Map<string, Column>([
    ['length', { type: 'int64', values: BigInt64Array.from(rows.slice(1), BigInt) }],
  ]);
  return townWith(name, houses, new MemoryColumns(new Map([['house', table]]), new Map([['road', roads]])));
}

/** The same town with different columns. */
export function townWith(name: string, houses: number, columns: ColumnSource): Scenario {
  const rows = Int32Array.from({ length: houses }, (_, row) => row);
  const ends = rows.slice(1);
  const graph = LayeredGraph.fromParts({
    keys: Array.from(rows, (row) => `house-${String(row).padStart(6, '0')}`),
    labels: LabelTable.of(Array.from(rows, (row) => [`street=${row % 10}`, `side=${row % 2}`])),
    weights: Float64Array.from(rows, (row) => 1 + (row % 4)),
    layers: new Map([['road', adjacencyOf(houses, rows.slice(0, -1), ends, Float64Array.from(ends)).adjacency]]),
  });
  return new Scenario({ name, graph, nodeTypes: ['house'], typeOf: new Uint16Array(houses), columns });
}
