import { type LayeredGraph, entryAt } from '@disco-engine/kernel';
import { DataRows, type RowSelection } from './data-rows.js';

/** The vertices of a node, ascending by key, and the columns of their rows in the scenario's table. */
export class VertexData extends DataRows {
  #keys: readonly string[] | undefined;

  /** @internal Given by `NodeData.vertices`. */
  constructor(
    selection: RowSelection,
    private readonly graph: LayeredGraph,
    /** Graph indices of the vertices, ascending. Do not modify. */
    readonly indices: Int32Array,
  ) {
    super(selection);
  }

  get keys(): readonly string[] {
    this.#keys ??= Array.from(this.indices, (vertex) => entryAt(this.graph.keys, vertex));
    return this.#keys;
  }

  /** Weights of the vertices. */
  get weights(): Float64Array {
    return Float64Array.from(this.indices, (vertex) => this.graph.weights[vertex] ?? NaN);
  }

  /** Per vertex, its value of a label type: the first if there are several, undefined if there is none. */
  labels(type: string): (string | undefined)[] {
    return Array.from(this.indices, (vertex) => this.graph.labels.values(vertex, type)[0]);
  }

  /** The row of a vertex of this node, or -1. */
  rowOf(vertex: number): number {
    const { indices } = this;
    let [low, high] = [0, indices.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((indices[middle] ?? NaN) < vertex) low = middle + 1;
      else high = middle;
    }
    return indices[low] === vertex ? low : -1;
  }

  /** The rows of many vertices, for example to map another node's data to this node's rows. */
  rowsOf(vertices: Int32Array): Int32Array {
    return vertices.map((vertex) => this.rowOf(vertex));
  }

  protected override describe(row: number): string {
    return `vertex '${entryAt(this.graph.keys, this.indices[row] ?? NaN)}'`;
  }

  /** A text that was imported as a label can also be read as a column. */
  protected override substitute(name: string, row: number): string | undefined {
    if (!this.graph.labels.types.includes(name)) return undefined;
    return this.graph.labels.values(this.indices[row] ?? NaN, name)[0];
  }
}
