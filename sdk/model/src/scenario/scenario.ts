import type { LayeredGraph } from '@disco-engine/kernel';
import type { ColumnSource } from './column-source.js';
import { dataOf, partsOf, type ScenarioData } from './scenario-data.js';
import type { ScenarioParts, StoredScenario } from './scenario-parts.js';

/** The data of a vertex besides its key, labels and edges; node types read it by name. */
export type VertexValues = Readonly<Record<string, unknown>>;

/**
 * The structure and the data of a simulation: a layered graph whose vertices belong to node types, and tables of values for the
 * vertices of each node type and the edges of each layer. Immutable.
 */
export class Scenario {
  readonly name: string;
  readonly graph: LayeredGraph;
  /** Names of the vertices' node types. */
  readonly nodeTypes: readonly string[];
  /** Per vertex, an index into `nodeTypes`. */
  readonly typeOf: Uint16Array;
  readonly columns: ColumnSource;
  /** Where the scenario was loaded from; undefined if it was built in this process. */
  readonly stored: StoredScenario | undefined;
  readonly #verticesOf = new Map<string, Int32Array>();
  #rowOf: Int32Array | undefined;

  /**
   * @internal Made by `ScenarioBuilder`, `Scenario.fromData` and the readers of tables and stores, which have checked
   * everything.
   */
  constructor({ name, graph, nodeTypes, typeOf, columns, stored }: ScenarioParts) {
    this.name = name;
    this.graph = graph;
    this.nodeTypes = nodeTypes;
    this.typeOf = typeOf;
    this.columns = columns;
    this.stored = stored;
  }

  /**
   * Restores a scenario from the result of `toData`, and checks it again.
   *
   * @throws InvalidInputError `GRAPH_INVALID`
   */
  static fromData(data: ScenarioData): Scenario {
    return new Scenario(partsOf(data));
  }

  /** The scenario as plain data, to be sent to another process. Reads the parts that are still in a store. */
  toData(): Promise<ScenarioData> {
    return dataOf(this);
  }

  /** The vertices of a node type, ascending: the rows of its table. Empty if the scenario does not have the type. */
  verticesOf(nodeType: string): Int32Array {
    const known = this.#verticesOf.get(nodeType);
    if (known !== undefined) return known;
    const type = this.nodeTypes.indexOf(nodeType);
    const vertices = Int32Array.from(this.typeOf.keys()).filter((vertex) => this.typeOf[vertex] === type);
    this.#verticesOf.set(nodeType, vertices);
    return vertices;
  }

  /** The rows of vertices in the tables of their node types. */
  rowsOf(vertices: Int32Array): Int32Array {
    const rowOf = (this.#rowOf ??= this.#rows());
    return vertices.map((vertex) => rowOf[vertex] ?? NaN);
  }

  #rows(): Int32Array {
    const next = new Int32Array(this.nodeTypes.length);
    return Int32Array.from(this.typeOf, (type) => {
      const row = next[type] ?? NaN;
      next[type] = row + 1;
      return row;
    });
  }
}
