import { entryAt } from '../entry-at.js';
import { InvalidInputError, type Place, type Problem } from '../errors.js';
import { adjacencyOf, type Adjacency } from './adjacency.js';
import { isLabel, isWeight } from './graph-problems.js';
import { LabelTable } from './label-table.js';
import { LayeredGraph } from './layered-graph.js';
import { shownValue } from '../text/shown-value.js';

interface VertexEntry {
  readonly key: string;
  readonly labels: readonly string[];
  readonly weight: number;
}

interface EdgeEntry {
  readonly from: string;
  readonly to: string;
  readonly weight: number;
  readonly place: Place | undefined;
}

export interface VertexOptions {
  /** Each `type=value`. */
  readonly labels?: readonly string[];
  /** Finite and at least 0. Default 1. */
  readonly weight?: number;
  /** Where the vertex comes from; used in error reports. */
  readonly place?: Place;
}

export interface EdgeOptions {
  /** Where the edge comes from; used in error reports. */
  readonly place?: Place | undefined;
}

/**
 * Collects vertices and edges in any order; `build` checks them and reports all problems at once.
 *
 * @example
 * new GraphBuilder().vertex('a').vertex('b').edge('order', 'a', 'b', 2).build();
 */
export class GraphBuilder {
  readonly #vertices = new Map<string, VertexEntry>();
  readonly #layers = new Map<string, EdgeEntry[]>();
  readonly #problems: Problem[] = [];

  vertex(key: string, { labels = [], weight = 1, place }: VertexOptions = {}): this {
    if (key === '') this.#refuse('KEY_EMPTY', 'a vertex needs a non-empty key', place);
    if (this.#vertices.has(key)) this.#refuse('VERTEX_REPEATED', `vertex '${key}' is defined twice`, place);
    if (!isWeight(weight))
      this.#refuse(
        'WEIGHT_INVALID',
        `vertex '${key}' has weight ${shownValue(weight)}, which is not a finite number of at least 0`,
        place,
      );
    for (const label of labels) {
      if (!isLabel(label))
        this.#refuse('LABEL_INVALID', `vertex '${key}' has label '${label}'; a label is written type=value`, place);
    }
    this.#vertices.set(key, { key, labels, weight });
    return this;
  }

  /** Adds a layer, so that the graph has it even if it has no edges. */
  layer(name: string): this {
    if (!this.#layers.has(name)) this.#layers.set(name, []);
    return this;
  }

  /** @param weight finite and at least 0 */
  edge(layer: string, from: string, to: string, weight = 1, { place }: EdgeOptions = {}): this {
    this.layer(layer);
    if (from === to)
      this.#refuse(
        'EDGE_SELF_LOOP',
        `layer '${layer}' leads from '${from}' to itself; declare a self relation on the node type instead`,
        place,
      );
    if (!isWeight(weight))
      this.#refuse(
        'WEIGHT_INVALID',
        `edge ${from} → ${to} of layer '${layer}' has weight ${shownValue(weight)}, which is not a finite number of at least 0`,
        place,
      );
    this.#layers.get(layer)?.push({ from, to, weight, place });
    return this;
  }

  /** @throws InvalidInputError `GRAPH_INVALID`, listing all problems */
  build(): LayeredGraph {
    const vertices = [...this.#vertices.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    const indices = new Map(vertices.map((vertex, index) => [vertex.key, index]));
    const problems = [...this.#problems];
    const layers = new Map<string, Adjacency>();
    for (const [name, edges] of this.#layers) layers.set(name, adjacency(name, edges, indices, problems));
    if (problems.length > 0) throw new InvalidInputError('GRAPH_INVALID', 'the layered graph', problems);
    return new LayeredGraph(
      vertices.map((vertex) => vertex.key),
      LabelTable.of(vertices.map((vertex) => vertex.labels)),
      Float64Array.from(vertices, (vertex) => vertex.weight),
      layers,
    );
  }

  #refuse(code: string, message: string, place: Place | undefined): void {
    this.#problems.push({ code, message, place });
  }
}

function adjacency(
  layer: string,
  edges: readonly EdgeEntry[],
  indices: ReadonlyMap<string, number>,
  problems: Problem[],
): Adjacency {
  const ends = edges.map(({ from, to, place }) =>
    [from, to].map((key) => {
      const index = indices.get(key) ?? -1;
      const message = `edge ${from} → ${to} of layer '${layer}' names vertex '${key}', which does not exist`;
      if (index === -1) problems.push({ code: 'VERTEX_UNKNOWN', message, place });
      return index;
    }),
  );
  const known = [...edges.keys()].filter((edge) => entryAt(ends, edge).every((index) => index >= 0));
  const { adjacency: sorted, edges: order } = adjacencyOf(
    indices.size,
    Int32Array.from(known, (edge) => entryAt(ends, edge)[0] ?? NaN),
    Int32Array.from(known, (edge) => entryAt(ends, edge)[1] ?? NaN),
    Float64Array.from(known, (edge) => entryAt(edges, edge).weight),
  );
  for (let e = 1; e < order.length; e++) {
    const before = entryAt(edges, known[order[e - 1] ?? NaN] ?? NaN);
    const edge = entryAt(edges, known[order[e] ?? NaN] ?? NaN);
    if (before.from !== edge.from || before.to !== edge.to) continue;
    const message = `layer '${layer}' has edge ${edge.from} → ${edge.to} twice; give it once, with the sum of the weights`;
    problems.push({ code: 'EDGE_REPEATED', message, place: edge.place });
  }
  return sorted;
}
