import {
  GraphBuilder,
  InvalidInputError,
  entryAt,
  type EdgeOptions,
  type LayeredGraph,
  type Place,
  type Problem,
} from '@disco-engine/kernel';
import { columnOf } from './column-of.js';
import { MemoryColumns, type ColumnTable } from './column-source.js';
import { Scenario, type VertexValues } from './scenario.js';

/** Options of a vertex. */
export interface ScenarioVertexOptions {
  /** Each `type=value`. */
  readonly labels?: readonly string[];
  /** Finite and at least 0; 1 by default. */
  readonly weight?: number;
  /** Where the vertex comes from, for error reports. */
  readonly place?: Place;
}

/** The data of an edge besides its ends and weight. */
export type EdgeValues = Readonly<Record<string, unknown>>;

/**
 * Builds a scenario in code. Vertices and edges may come in any order; `build` reports every problem at once.
 *
 * @example
 * const scenario = new ScenarioBuilder('two stages')
 *   .vertex('stage', 'Retail_0001', { leadTime: 2 })
 *   .vertex('stage', 'Part_0001', { leadTime: 30 })
 *   .edge('order', 'Retail_0001', 'Part_0001', 4)
 *   .build();
 */
export class ScenarioBuilder {
  readonly #graph = new GraphBuilder();
  readonly #vertices = new Map<string, { readonly nodeType: string; readonly values: VertexValues }>();
  readonly #edges = new Map<string, { readonly from: string; readonly to: string; readonly values: EdgeValues }[]>();
  readonly #problems: Problem[] = [];

  constructor(private readonly name = 'scenario') {}

  /**
   * Adds a vertex.
   *
   * @param nodeType its node type; the node is named `nodeType/key`
   * @param key unique in the scenario
   * @param values data that the node reads through `NodeData`
   */
  vertex(nodeType: string, key: string, values: VertexValues = {}, options: ScenarioVertexOptions = {}): this {
    if (nodeType === '')
      this.#problems.push({ code: 'NAME_EMPTY', message: `vertex '${key}' needs a node type`, place: options.place });
    this.#graph.vertex(key, options);
    this.#vertices.set(key, { nodeType, values: Object.freeze({ ...values }) });
    return this;
  }

  /**
   * Adds an edge to the layer of the simproc with that name.
   *
   * @param weight finite and at least 0
   * @param values data that nodes read through `NodeData.layer`
   */
  edge(layer: string, from: string, to: string, weight = 1, values: EdgeValues = {}, options: EdgeOptions = {}): this {
    this.#graph.edge(layer, from, to, weight, options);
    const edges = this.#edges.get(layer) ?? [];
    edges.push({ from, to, values: { ...values } });
    this.#edges.set(layer, edges);
    return this;
  }

  /** Checks and builds the scenario. @throws InvalidInputError `SCENARIO_INVALID` */
  build(): Scenario {
    const problems = [...this.#problems];
    if (this.#vertices.size === 0) problems.push({ code: 'VERTEX_MISSING', message: 'the scenario has no vertex' });
    try {
      const graph = this.#graph.build();
      if (problems.length === 0) {
        return this.#scenario(graph);
      }
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      problems.push(...error.problems);
    }
    throw new InvalidInputError('SCENARIO_INVALID', `scenario '${this.name}'`, problems);
  }

  #scenario(graph: LayeredGraph): Scenario {
    const vertices = graph.keys.map((key) => this.#vertices.get(key) ?? { nodeType: '', values: {} });
    const nodeTypes = [...new Set(vertices.map(({ nodeType }) => nodeType))].sort();
    const indices = new Map(nodeTypes.map((type, index) => [type, index]));
    const rows = nodeTypes.map((): VertexValues[] => []);
    const typeOf = Uint16Array.from(vertices, ({ nodeType, values }) => {
      const index = indices.get(nodeType) ?? 0;
      entryAt(rows, index).push(values);
      return index;
    });
    const vertexTables = nodeTypes.map((type, index): [string, ColumnTable] => [type, tableOf(entryAt(rows, index))]);
    const edgeTables = Array.from(this.#edges, ([layer, edges]): [string, ColumnTable] => {
      // In the order of the layer's rows.
      const order = edges.map(({ from, to }, index) => ({ from: graph.indexOf(from), to: graph.indexOf(to), index }));
      order.sort((a, b) => a.from - b.from || a.to - b.to);
      return [layer, tableOf(order.map(({ index }) => entryAt(edges, index).values))];
    });
    const columns = new MemoryColumns(new Map(vertexTables), new Map(edgeTables));
    return new Scenario({ name: this.name, graph, nodeTypes, typeOf, columns });
  }
}

function tableOf(rows: readonly VertexValues[]): ColumnTable {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const valueOf = (row: VertexValues, name: string): unknown => (Object.hasOwn(row, name) ? row[name] : undefined);
  return new Map(Array.from(names, (name) => [name, columnOf(rows.map((row) => valueOf(row, name)))]));
}
