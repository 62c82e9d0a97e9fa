import { InvalidInputError, type Problem, type Topology, entryAt } from '@disco-engine/kernel';
import type { ColumnNeeds } from '../model/column-declaration.js';
import type { ModelSpecification, NodeTypeSpecification } from '../model/model-specification.js';
import type { Column } from '../scenario/column.js';
import type { ColumnTable, TableColumns, TableName } from '../scenario/column-source.js';
import type { Scenario } from '../scenario/scenario.js';
import { missingValueProblems } from './column-problems.js';

/** The rows of one table that a worker has read. */
export interface HostedTable {
  readonly columns: ColumnTable;
  /** Per row of `columns`, the row of the scenario's table; undefined if they are the same. */
  readonly rows: Int32Array | undefined;
}

/**
 * The part of a scenario's tables that one worker reads: the columns that its node types declare, and the rows of its nodes.
 */
export class HostedData {
  private constructor(
    private readonly model: ModelSpecification,
    readonly scenario: Scenario,
    readonly topology: Topology,
    /** By node type of the model. The rows are the vertices of the hosted nodes of that type, node by node. */
    private readonly vertexTables: readonly HostedTable[],
    /** By node type of the model, then by layer; rows ascending. */
    private readonly edgeTables: readonly ReadonlyMap<string, HostedTable>[],
    /** Per hosted node, its first row in the table of its type. */
    private readonly firstRow: Int32Array,
  ) {}

  /**
   * Reads the data that some nodes need.
   *
   * @param isHosted selects the nodes
   * @throws InvalidInputError `SCENARIO_INVALID` with every column in which a required value is missing
   */
  static async read(
    model: ModelSpecification,
    scenario: Scenario,
    topology: Topology,
    isHosted: (node: number) => boolean,
  ): Promise<HostedData> {
    const { vertexStarts, vertices, typeOf } = topology.tables;
    const firstRow = new Int32Array(topology.nodeCount);
    const hosted = model.nodeTypes.map((): number[] => []);
    for (let node = 0; node < topology.nodeCount; node++) {
      if (!isHosted(node)) continue;
      const own = entryAt(hosted, typeOf[node] ?? NaN);
      firstRow[node] = own.length;
      for (let at = vertexStarts[node] ?? NaN; at < (vertexStarts[node + 1] ?? NaN); at++)
        own.push(vertices[at] ?? NaN);
    }
    const problems: Problem[] = [];
    const vertexTables: HostedTable[] = [];
    const edgeTables: Map<string, HostedTable>[] = [];
    for (const [index, type] of model.nodeTypes.entries()) {
      const own = Int32Array.from(entryAt(hosted, index));
      const table = await readVertices(scenario, type, own);
      problems.push(
        ...missingValueProblems(type, table.columns, (row) => entryAt(scenario.graph.keys, own[row] ?? NaN)),
      );
      vertexTables.push(table);
      edgeTables.push(await readEdges(scenario, type, own));
    }
    if (problems.length > 0) throw new InvalidInputError('SCENARIO_INVALID', `scenario '${scenario.name}'`, problems);
    return new HostedData(model, scenario, topology, vertexTables, edgeTables, firstRow);
  }

  vertexTable(type: number): HostedTable {
    return entryAt(this.vertexTables, type);
  }

  /** The first row of a node in the table of its type; its other rows follow. */
  firstRowOf(node: number): number {
    return this.firstRow[node] ?? NaN;
  }

  /** The vertex columns that the type of a node declares; undefined if it declares none. */
  vertexNeeds(node: number): ColumnNeeds | undefined {
    return entryAt(this.model.nodeTypes, this.topology.tables.typeOf[node] ?? NaN).columns;
  }

  /** The same for the edge columns of a layer. */
  edgeNeeds(node: number, layer: string): ColumnNeeds | undefined {
    const { edgeColumns } = entryAt(this.model.nodeTypes, this.topology.tables.typeOf[node] ?? NaN);
    return edgeColumns && (edgeColumns.get(layer) ?? new Map());
  }

  /** The edge columns of a layer that a node reads. */
  edgeTable(node: number, layer: string): HostedTable {
    return entryAt(this.edgeTables, this.topology.tables.typeOf[node] ?? NaN).get(layer) ?? NOTHING;
  }
}

const NOTHING: HostedTable = { columns: new Map(), rows: undefined };

async function readVertices(
  scenario: Scenario,
  { name: nodeType, columns: needs }: NodeTypeSpecification,
  vertices: Int32Array,
): Promise<HostedTable> {
  const rows = scenario.rowsOf(vertices);
  const names = wanted(scenario.columns.vertices.get(nodeType), needs);
  return { columns: await readColumns(scenario, { nodeType }, names, rows), rows };
}

/** The columns of all edges that touch the given vertices, by layer. */
async function readEdges(
  scenario: Scenario,
  { edgeColumns }: NodeTypeSpecification,
  vertices: Int32Array,
): Promise<Map<string, HostedTable>> {
  const tables = new Map<string, HostedTable>();
  for (const [layer, columns] of scenario.columns.edges) {
    const names = wanted(columns, edgeColumns && (edgeColumns.get(layer) ?? new Map()));
    if (names.length === 0) continue;
    const rows = edgesOf(scenario, layer, vertices);
    tables.set(layer, { columns: await readColumns(scenario, { layer }, names, rows), rows });
  }
  return tables;
}

function wanted(columns: TableColumns = new Map(), needs: ColumnNeeds | undefined): string[] {
  return [...columns.keys()].filter((name) => needs === undefined || needs.has(name));
}

async function readColumns(
  { columns }: Scenario,
  table: TableName,
  names: readonly string[],
  rows: Int32Array,
): Promise<ColumnTable> {
  if (names.length === 0 || rows.length === 0) return new Map();
  const read = await columns.read(table, names, rows);
  return new Map(names.map((name, index): [string, Column] => [name, entryAt(read, index)]));
}

function edgesOf({ graph }: Scenario, layer: string, vertices: Int32Array): Int32Array {
  const [outbound, inbound] = [graph.layer(layer), graph.inbound(layer)];
  if (outbound === undefined || inbound === undefined) return new Int32Array();
  const touched = new Uint8Array(outbound.targets.length);
  for (const vertex of vertices) {
    touched.fill(1, outbound.starts[vertex] ?? NaN, outbound.starts[vertex + 1] ?? NaN);
    const { starts } = inbound.adjacency;
    for (let at = starts[vertex] ?? NaN; at < (starts[vertex + 1] ?? NaN); at++) touched[inbound.edges[at] ?? NaN] = 1;
  }
  return Int32Array.from(touched.keys()).filter((edge) => touched[edge] === 1);
}
