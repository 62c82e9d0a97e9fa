import { GraphBuilder, InvalidInputError, type Place, type Problem } from '@disco-engine/kernel';
import { columnOf } from './column-of.js';
import { MemoryColumns, type ColumnTable } from './column-source.js';
import { Scenario, type VertexValues } from './scenario.js';

export interface ScenarioVertexOptions {
  /** Each `type=value`. */
  readonly labels?: readonly string[];
  /** Finite and at least 0; 1 by default. */
  readonly weight?: number;
  /** Where the vertex comes from, for error reports. */
  readonly place?: Place;
}

/**
 * Builds a scenario from code. Vertices and edges may come in any order; `build` reports every problem at once.
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
  readonly #problems: Problem[] = [];

  constructor(private readonly name = 'scenario') {}

  /**
   * @param nodeType name of the node type that the vertex belongs to; the node is called `nodeType/key`
   * @param key unique in the scenario
   * @param values what the node reads through `NodeData`
   */
  vertex(nodeType: string, key: string, values: VertexValues = {}, options: ScenarioVertexOptions = {}): this {
    if (nodeType === '')
      this.#problems.push({ code: 'EMPTY_NAME', message: `vertex '${key}' needs a node type`, place: options.place });
    this.#graph.vertex(key, options);
    this.#vertices.set(key, { nodeType, values: Object.freeze({ ...values }) });
    return this;
  }

  /** An edge of the layer that belongs to the simproc of that name. `weight` is finite and at least 0. */
  edge(layer: string, from: string, to: string, weight = 1, place?: Place): this {
    this.#graph.edge(layer, from, to, weight, place);
    return this;
  }

  /** @throws InvalidInputError `SCENARIO_INVALID` */
  build(): Scenario {
    const problems = [...this.#problems];
    if (this.#vertices.size === 0) problems.push({ code: 'NO_VERTEX', message: 'the scenario has no vertex' });
    try {
      const graph = this.#graph.build();
      if (problems.length === 0) {
        const vertices = graph.keys.map((key) => this.#vertices.get(key) ?? { nodeType: '', values: {} });
        const nodeTypes = [...new Set(vertices.map(({ nodeType }) => nodeType))].sort();
        const typeOf = Uint16Array.from(vertices, ({ nodeType }) => nodeTypes.indexOf(nodeType));
        const tables = nodeTypes.map((type): [string, ColumnTable] => {
          const own = vertices.filter(({ nodeType }) => nodeType === type);
          return [type, tableOf(own.map(({ values }) => values))];
        });
        const columns = new MemoryColumns(new Map(tables));
        return new Scenario({ name: this.name, graph, nodeTypes, typeOf, columns });
      }
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      problems.push(...error.problems);
    }
    throw new InvalidInputError('SCENARIO_INVALID', `scenario '${this.name}'`, problems);
  }
}

function tableOf(rows: readonly VertexValues[]): ColumnTable {
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  const valueOf = (row: VertexValues, name: string): unknown => (Object.hasOwn(row, name) ? row[name] : undefined);
  return new Map(Array.from(names, (name) => [name, columnOf(rows.map((row) => valueOf(row, name)))]));
}
