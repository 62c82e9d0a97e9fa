import { DiscoError, InvalidInputError } from '../errors.js';
import { transposed, type Adjacency, type OrderedEdges } from './adjacency.js';
import { inDegrees, outDegrees } from './degrees.js';
import type { GraphParts } from './graph-parts.js';
import { graphProblems } from './graph-problems.js';
import { firstFrom, LabelTable } from './label-table.js';
import { subgraphParts } from './subgraph.js';
import { edgesWithin, type VertexEdges } from './vertex-edges.js';
import type { VertexMask } from './vertex-mask.js';

// A graph creates views and a view creates graphs, so the two classes share a file.

/**
 * Vertices with unique keys, labels and weights, and for each layer a set of directed, weighted edges. Immutable.
 * Vertices are ordered by key (UTF-16 code units), so their indices do not depend on the order in which they were
 * added.
 */
export class LayeredGraph {
  readonly #inbound = new Map<string, OrderedEdges>();

  /** @internal Created by `GraphBuilder` and `fromParts`, which check everything, and from other graphs. */
  constructor(
    /** Ascending. */
    readonly keys: readonly string[],
    readonly labels: LabelTable,
    /** Per vertex. */
    readonly weights: Float64Array,
    private readonly layers: ReadonlyMap<string, Adjacency>,
  ) {}

  /**
   * Creates a graph from arrays, for callers with many vertices; otherwise use `GraphBuilder`.
   *
   * @throws InvalidInputError `GRAPH_INVALID`, listing all problems
   */
  static fromParts({ keys, labels, weights, layers }: GraphParts): LayeredGraph {
    const problems = graphProblems({ keys, labels, weights, layers });
    if (problems.length > 0) throw new InvalidInputError('GRAPH_INVALID', 'the layered graph', problems);
    return new LayeredGraph(keys, new LabelTable(labels.names, labels.starts, labels.labels), weights, layers);
  }

  get vertexCount(): number {
    return this.keys.length;
  }

  /** In the order in which they were first mentioned. */
  get layerNames(): string[] {
    return [...this.layers.keys()];
  }

  /** The edges of a layer by source, or undefined if there is no such layer. */
  layer(name: string): Adjacency | undefined {
    return this.layers.get(name);
  }

  /**
   * The edges of a layer by source.
   *
   * @throws DiscoError `LAYER_UNKNOWN` if there is no such layer
   */
  knownLayer(name: string): Adjacency {
    return known(this.layer(name), this, name);
  }

  /** The edges of a layer by target, and the index in `layer` of each. Computed on first use. */
  inbound(name: string): OrderedEdges | undefined {
    const made = this.#inbound.get(name);
    const edges = this.layers.get(name);
    if (made !== undefined || edges === undefined) return made;
    const inbound = transposed(edges);
    this.#inbound.set(name, inbound);
    return inbound;
  }

  /** The index of a vertex, or -1 if the graph does not have the key. */
  indexOf(key: string): number {
    const at = firstFrom(this.keys, key);
    return this.keys[at] === key ? at : -1;
  }

  /**
   * The graph restricted to the vertices of a mask. Takes constant time.
   *
   * @throws DiscoError `LENGTH_WRONG` if the mask is for a different number of vertices
   */
  view(mask: VertexMask): GraphView {
    return new GraphView(this, mask);
  }
}

/**
 * Some of a graph's vertices and the edges between them. Nothing is copied or counted until it is needed. Vertices keep
 * their indices in the graph. Immutable.
 */
export class GraphView {
  #mask: VertexMask | undefined;

  /** @internal Created by `LayeredGraph.view` and by `view`. */
  constructor(
    readonly graph: LayeredGraph,
    private readonly own: VertexMask,
    private readonly outer?: GraphView,
  ) {
    if (own.vertexCount === graph.vertexCount) return;
    const message = `the mask is for ${own.vertexCount} vertices, but the graph has ${graph.vertexCount}; use a mask of this graph`;
    throw new DiscoError('LENGTH_WRONG', message);
  }

  /** The vertices of the view. */
  get mask(): VertexMask {
    return (this.#mask ??= this.outer === undefined ? this.own : this.outer.mask.and(this.own));
  }

  /** Ascending; do not modify. */
  get vertices(): Int32Array {
    return this.mask.indices;
  }

  get vertexCount(): number {
    return this.mask.size;
  }

  has(vertex: number): boolean {
    return this.mask.has(vertex);
  }

  /**
   * The edges of a layer from a vertex to other vertices of the view; none if the vertex is not in the view.
   *
   * @throws DiscoError `LAYER_UNKNOWN`, like everything here that takes a layer
   */
  outEdges(layer: string, vertex: number): VertexEdges {
    return edgesWithin({ adjacency: this.graph.knownLayer(layer) }, vertex, this.mask);
  }

  /** The edges of a layer to a vertex from other vertices of the view. */
  inEdges(layer: string, vertex: number): VertexEdges {
    return edgesWithin(known(this.graph.inbound(layer), this.graph, layer), vertex, this.mask);
  }

  /** Per vertex of the graph, the number of edges to other vertices of the view; 0 if it is not in the view. */
  outDegrees(layer: string): Int32Array {
    return outDegrees(this.graph.knownLayer(layer), this.mask);
  }

  /** Per vertex of the graph, the number of edges from other vertices of the view; 0 if it is not in the view. */
  inDegrees(layer: string): Int32Array {
    return inDegrees(this.graph.knownLayer(layer), this.mask);
  }

  /**
   * The vertices of this view that are also in a mask.
   *
   * @param mask a mask of the graph's vertices
   * @throws DiscoError `LENGTH_WRONG` if the mask is for a different number of vertices
   */
  view(mask: VertexMask): GraphView {
    return new GraphView(this.graph, mask, this);
  }

  /** A separate graph with the vertices of the view, all layers, and the labels in use. */
  toGraph(): LayeredGraph {
    const { keys, labels, weights, layerNames } = this.graph;
    const layers = new Map(layerNames.map((name) => [name, this.graph.knownLayer(name)]));
    const parts = subgraphParts({ keys, labels, weights, layers }, this.mask);
    return new LayeredGraph(parts.keys, parts.labels, parts.weights, parts.layers);
  }
}

function known<Edges>(edges: Edges | undefined, graph: LayeredGraph, layer: string): Edges {
  if (edges !== undefined) return edges;
  const message = `there is no layer '${layer}'; the graph has: ${graph.layerNames.join(', ')}`;
  throw new DiscoError('LAYER_UNKNOWN', message);
}
