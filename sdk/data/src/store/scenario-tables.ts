import { entryAt } from '@disco-engine/kernel';
import { type Column, type ColumnSource, type TableName, type Scenario } from '@disco-engine/sdk';
import { rowCount } from '@disco-engine/sdk/extensions';
import type { StoreDatabase } from './store-database.js';
import { Unstorable } from './unstorable.js';

/** The loaded columns of a node type or layer. */
export interface ScenarioTable {
  readonly kind: 'vertex columns' | 'edge columns';
  /** Name of the node type or layer. */
  readonly name: string;
  readonly rows: number;
  readonly names: readonly string[];
  readonly columns: readonly Column[];
}

/**
 * Reads all columns of a scenario. They may come from the same store, so this must happen before the store is opened for writing.
 *
 * @throws InvalidInputError `SCENARIO_UNSTORABLE`
 */
export async function storableTables(
  scenario: Scenario,
  id: string,
  database: StoreDatabase,
): Promise<ScenarioTable[]> {
  const { name, graph, nodeTypes, columns } = scenario;
  const tables = [
    ...(await tablesOf('vertex columns', columns, columns.vertices, (nodeType) => ({ nodeType }))),
    ...(await tablesOf('edge columns', columns, columns.edges, (layer) => ({ layer }))),
  ];
  const unstorable = new Unstorable(database);
  unstorable.texts([id], 'the id');
  unstorable.texts([name], 'the name');
  unstorable.texts(graph.keys, 'the key of a vertex');
  unstorable.texts(graph.labels.names, 'the label');
  unstorable.texts(graph.layerNames, 'the name of a layer');
  unstorable.texts(nodeTypes, 'the name of a node type');
  for (const table of tables) checkTable(table, unstorable, database);
  unstorable.throwIfAny(`scenario '${name}'`);
  return tables;
}

async function tablesOf(
  kind: ScenarioTable['kind'],
  source: ColumnSource,
  known: ColumnSource['vertices'],
  tableName: (name: string) => TableName,
): Promise<ScenarioTable[]> {
  const tables: ScenarioTable[] = [];
  for (const [name, types] of known) {
    const names = [...types.keys()];
    const columns = names.length === 0 ? [] : await source.read(tableName(name), names);
    tables.push({ kind, name, rows: columns.length === 0 ? 0 : rowCount(entryAt(columns, 0)), names, columns });
  }
  return tables;
}

function checkTable(
  { kind, name, names, columns }: ScenarioTable,
  unstorable: Unstorable,
  { mostColumns }: StoreDatabase,
): void {
  const of = kind === 'vertex columns' ? `of node type '${name}'` : `of layer '${name}'`;
  unstorable.text(name, 'the table');
  unstorable.texts(names, `the column ${of}`);
  if (names.length > mostColumns) unstorable.tooMany(names.length, mostColumns, of);
  for (const [index, column] of columns.entries()) unstorable.column(column, `column '${entryAt(names, index)}' ${of}`);
}
