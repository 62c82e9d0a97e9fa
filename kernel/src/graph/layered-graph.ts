/** The edges of one layer in compressed sparse rows: those of vertex `v` stand at `starts[v]` up to `starts[v + 1]`. */
export interface Adjacency {
  /** Length: vertices + 1. */
  readonly starts: Int32Array;
  /** Vertex indices, ascending within a row. */
  readonly targets: Int32Array;
  /** Aligned with `targets`. */
  readonly weights: Float64Array;
}

/**
 * Vertices with unique keys, labels and weights, and per layer a set of directed, weighted edges. Immutable.
 * Vertices are ordered by key (UTF-16 code units), so their indices never depend on the order in which they were added.
 */
export class LayeredGraph {
  readonly #indices = new Map<string, number>();

  /** @internal Made by `GraphBuilder`, which has checked everything. */
  constructor(
    /** Ascending. */
    readonly keys: readonly string[],
    /** Per vertex its labels, each `type=value`, ascending. */
    readonly labels: readonly (readonly string[])[],
    /** Per vertex. */
    readonly weights: Float64Array,
    private readonly layers: ReadonlyMap<string, Adjacency>,
  ) {
    keys.forEach((key, index) => this.#indices.set(key, index));
  }

  /** In the order in which they were first named. */
  get layerNames(): string[] {
    return [...this.layers.keys()];
  }

  /** The edges of a layer, or undefined where the graph has none of that name. */
  layer(name: string): Adjacency | undefined {
    return this.layers.get(name);
  }

  /** The index of a vertex, or -1 for a key that the graph does not have. */
  indexOf(key: string): number {
    return this.#indices.get(key) ?? -1;
  }
}
