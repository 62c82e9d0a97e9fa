import { InvalidInputError } from '../errors.js';
import { transposed, type Adjacency, type OrderedEdges } from './adjacency.js';
import type { GraphParts } from './graph-parts.js';
import { graphProblems } from './graph-problems.js';
import { firstFrom, LabelTable } from './label-table.js';

/**
 * Vertices with unique keys, labels and weights, and per layer a set of directed, weighted edges. Immutable.
 * Vertices are ordered by key (UTF-16 code units), so their indices never depend on the order in which they were added.
 */
export class LayeredGraph {
  readonly #inbound = new Map<string, OrderedEdges>();

  /** @internal Made by `GraphBuilder` and `fromParts`, which have checked everything. */
  constructor(
    /** Ascending. */
    readonly keys: readonly string[],
    readonly labels: LabelTable,
    /** Per vertex. */
    readonly weights: Float64Array,
    private readonly layers: ReadonlyMap<string, Adjacency>,
  ) {}

  /**
   * A graph from arrays, for those who have many vertices; `GraphBuilder` is for the others.
   *
   * @throws InvalidInputError `GRAPH_INVALID`, with all problems
   */
  static fromParts({ keys, labels, weights, layers }: GraphParts): LayeredGraph {
    const problems = graphProblems({ keys, labels, weights, layers });
    if (problems.length > 0) throw new InvalidInputError('GRAPH_INVALID', 'the layered graph', problems);
    return new LayeredGraph(keys, new LabelTable(labels.names, labels.starts, labels.labels), weights, layers);
  }

  get vertexCount(): number {
    return this.keys.length;
  }

  /** In the order in which they were first named. */
  get layerNames(): string[] {
    return [...this.layers.keys()];
  }

  /** The edges of a layer by their source, or undefined where the graph has none of that name. */
  layer(name: string): Adjacency | undefined {
    return this.layers.get(name);
  }

  /** The edges of a layer by their target, and which edge of `layer` each of them is. Made when it is first asked for. */
  inbound(name: string): OrderedEdges | undefined {
    const known = this.#inbound.get(name);
    const edges = this.layers.get(name);
    if (known !== undefined || edges === undefined) return known;
    const inbound = transposed(edges);
    this.#inbound.set(name, inbound);
    return inbound;
  }

  /** The index of a vertex, or -1 for a key that the graph does not have. */
  indexOf(key: string): number {
    const at = firstFrom(this.keys, key);
    return this.keys[at] === key ? at : -1;
  }
}
