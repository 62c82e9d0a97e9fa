import { entryAt, sourcesOf, type Adjacency } from '@disco-engine/kernel';
import type { Column, Scenario } from '@disco-engine/sdk';
import type { ScenarioTable } from './scenario-tables.js';
import { tableOf, type PartKind, type TableKind } from './schema.js';
import type { StoreConnection } from './store-database.js';
import { hasNegativeZero, writeTable, type TableColumn } from './table-column.js';

type Row = readonly (string | number | boolean)[];

/**
 * Writes a new version of a scenario.
 *
 * @param tables the scenario's columns
 * @returns number of the version, counted from 1
 */
export async function saveScenario(
  connection: StoreConnection,
  scenario: Scenario,
  id: string,
  tables: readonly ScenarioTable[],
): Promise<number> {
  const [number] = entryAt(await connection.rows('SELECT next_number FROM disco_store'), 0);
  await connection.run('UPDATE disco_store SET next_number = next_number + 1');
  const [newest] = entryAt(
    await connection.rows('SELECT coalesce(max(version), 0) FROM disco_scenarios WHERE id = $1', [id]),
    0,
  );
  const version = Number(newest) + 1;
  const [now] = entryAt(await connection.rows(`SELECT ${connection.now}`), 0);
  const { graph } = scenario;
  const layers = graph.layerNames.map((name) => [name, graph.knownLayer(name)] as const);
  const edges = layers.reduce((sum, [, { targets }]) => sum + targets.length, 0);
  await insert(connection, 'disco_scenarios', [
    [Number(number), id, version, scenario.name, graph.vertexCount, edges, String(now)],
  ]);
  await new VersionWriter(connection, Number(number)).write(scenario, layers, tables);
  return version;
}

/** Writes the tables of one version. */
class VersionWriter {
  readonly #parts: Row[] = [];
  readonly #columns: Row[] = [];

  constructor(
    private readonly connection: StoreConnection,
    private readonly number: number,
  ) {}

  async write(
    { graph, nodeTypes, typeOf }: Scenario,
    layers: readonly (readonly [string, Adjacency])[],
    tables: readonly ScenarioTable[],
  ): Promise<void> {
    const { keys, labels, weights } = graph;
    await this.#table('vertices', 0, '', keys.length, [
      { name: 'key', type: 'text', column: textsOf(keys) },
      { name: 'weight', type: 'float64', column: { type: 'float64', values: weights } },
      { name: 'node_type', type: 'int32', column: { type: 'int32', values: Int32Array.from(typeOf) } },
    ]);
    await this.#table('labels', 0, '', labels.names.length, [
      { name: 'name', type: 'text', column: textsOf(labels.names) },
    ]);
    await this.#table('vertex labels', 0, '', labels.labels.length, [
      {
        name: 'vertex',
        type: 'int32',
        column: { type: 'int32', values: sourcesOf({ starts: labels.starts, targets: labels.labels }) },
      },
      { name: 'label', type: 'int32', column: { type: 'int32', values: labels.labels } },
    ]);
    for (const [ordinal, [name, edges]] of layers.entries())
      await this.#table('layer', ordinal, name, edges.targets.length, [
        { name: 'source', type: 'int32', column: { type: 'int32', values: sourcesOf(edges) } },
        { name: 'target', type: 'int32', column: { type: 'int32', values: edges.targets } },
        { name: 'weight', type: 'float64', column: { type: 'float64', values: edges.weights } },
      ]);
    for (const [ordinal, name] of nodeTypes.entries()) this.#part('node type', ordinal, name, 0, false);
    for (const [ordinal, table] of tables.entries()) await this.#columnTable(ordinal, table);
    await insert(this.connection, 'disco_parts', this.#parts);
    await insert(this.connection, 'disco_columns', this.#columns);
  }

  async #columnTable(ordinal: number, { kind, name, rows, names, columns }: ScenarioTable): Promise<void> {
    const named = columns.map((column, place): TableColumn => ({ name: `c${place}`, type: column.type, column }));
    await this.#table(kind, ordinal, name, rows, named);
    for (const [place, column] of columns.entries())
      this.#columns.push([
        this.number,
        kind,
        ordinal,
        place,
        entryAt(names, place),
        column.type,
        hasNegativeZero(column),
      ]);
  }

  async #table(
    kind: TableKind,
    ordinal: number,
    name: string,
    rows: number,
    columns: readonly TableColumn[],
  ): Promise<void> {
    await writeTable(this.connection, tableOf(this.number, kind, ordinal), rows, columns);
    const negative = columns.some((column) => column.name === 'weight' && hasNegativeZero(column.column));
    this.#part(kind, ordinal, name, rows, negative);
  }

  #part(kind: PartKind, ordinal: number, name: string, size: number, negativeZeros: boolean): void {
    this.#parts.push([this.number, kind, ordinal, name, size, negativeZeros]);
  }
}

/** Inserts a few rows. In each row, booleans must follow all texts and numbers. */
async function insert(connection: StoreConnection, table: string, rows: readonly Row[]): Promise<void> {
  for (const row of rows) {
    const cells = row.map((cell, index) => (typeof cell === 'boolean' ? String(cell) : `$${index + 1}`));
    const parameters = row.filter((cell): cell is string | number => typeof cell !== 'boolean');
    await connection.rows(`INSERT INTO ${table} VALUES (${cells.join(', ')})`, parameters);
  }
}

function textsOf(texts: readonly string[]): Column {
  return { type: 'text', codes: Int32Array.from(texts.keys()), texts };
}
