import { InvalidInputError, type Place, type Problem } from '../errors.js';
import { LayeredGraph, type Adjacency } from './layered-graph.js';

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
  /** Finite and at least 0; 1 by default. */
  readonly weight?: number;
  /** Where the vertex comes from, for error reports. */
  readonly place?: Place;
}

/**
 * Gathers vertices and edges in any order; `build` checks them all and reports every problem at once.
 *
 * @example
 * new GraphBuilder().vertex('a').vertex('b').edge('order', 'a', 'b', 2).build();
 */
export class GraphBuilder {
  readonly #vertices = new Map<string, VertexEntry>();
  readonly #layers = new Map<string, EdgeEntry[]>();
  readonly #problems: Problem[] = [];

  vertex(key: string, { labels = [], weight = 1, place }: VertexOptions = {}): this {
    if (key === '') this.#refuse('EMPTY_KEY', 'a vertex needs a key that is not empty', place);
    if (this.#vertices.has(key)) this.#refuse('DUPLICATE_VERTEX', `vertex '${key}' is there twice`, place);
    if (!isWeight(weight))
      this.#refuse(
        'INVALID_WEIGHT',
        `vertex '${key}' has weight ${weight}, which is not a finite number of at least 0`,
        place,
      );
    for (const label of labels) {
      if (!/^[^=]+=/.test(label))
        this.#refuse('INVALID_LABEL', `vertex '${key}' has label '${label}'; a label is written type=value`, place);
    }
    this.#vertices.set(key, { key, labels: [...labels].sort(), weight });
    return this;
  }

  /** Names a layer, so that the graph has it also without edges. */
  layer(name: string): this {
    if (!this.#layers.has(name)) this.#layers.set(name, []);
    return this;
  }

  /** @param weight finite and at least 0 */
  edge(layer: string, from: string, to: string, weight = 1, place?: Place): this {
    this.layer(layer);
    if (from === to)
      this.#refuse(
        'SELF_LOOP',
        `layer '${layer}' leads from '${from}' to itself; declare a self relation on the node type instead`,
        place,
      );
    if (!isWeight(weight))
      this.#refuse(
        'INVALID_WEIGHT',
        `edge ${from} → ${to} of layer '${layer}' has weight ${weight}, which is not a finite number of at least 0`,
        place,
      );
    this.#layers.get(layer)?.push({ from, to, weight, place });
    return this;
  }

  /** @throws InvalidInputError `GRAPH_INVALID`, with all problems */
  build(): LayeredGraph {
    const vertices = [...this.#vertices.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
    const indices = new Map(vertices.map((vertex, index) => [vertex.key, index]));
    const problems = [...this.#problems];
    const layers = new Map<string, Adjacency>();
    for (const [name, edges] of this.#layers) layers.set(name, adjacency(name, edges, indices, problems));
    if (problems.length > 0) throw new InvalidInputError('GRAPH_INVALID', 'the layered graph', problems);
    return new LayeredGraph(
      vertices.map((vertex) => vertex.key),
      vertices.map((vertex) => vertex.labels),
      Float64Array.from(vertices, (vertex) => vertex.weight),
      layers,
    );
  }

  #refuse(code: string, message: string, place: Place | undefined): void {
    this.#problems.push({ code, message, place });
  }
}

function isWeight(weight: number): boolean {
  return Number.isFinite(weight) && weight >= 0;
}

function adjacency(
  layer: string,
  edges: readonly EdgeEntry[],
  indices: ReadonlyMap<string, number>,
  problems: Problem[],
): Adjacency {
  const starts = new Int32Array(indices.size + 1);
  const rows = edges.map(({ from, to, weight, place }) => {
    const ends = [indices.get(from) ?? -1, indices.get(to) ?? -1] as const;
    [from, to].forEach((key, side) => {
      if (ends[side] !== -1) return;
      const message = `edge ${from} → ${to} of layer '${layer}' names vertex '${key}', which does not exist`;
      problems.push({ code: 'UNKNOWN_VERTEX', message, place });
    });
    return { from: ends[0], to: ends[1], weight, place };
  });
  const known = rows.filter((row) => row.from >= 0 && row.to >= 0).sort((a, b) => a.from - b.from || a.to - b.to);
  known.forEach((row, i) => {
    const before = known[i - 1];
    if (before !== undefined && before.from === row.from && before.to === row.to) {
      const keys = [...indices.keys()];
      const message = `layer '${layer}' has edge ${keys[row.from]} → ${keys[row.to]} twice; add their weights`;
      problems.push({ code: 'DUPLICATE_EDGE', message, place: row.place });
    }
    starts[row.from + 1] += 1;
  });
  for (let v = 0; v < indices.size; v++) starts[v + 1] += starts[v];
  return {
    starts,
    targets: Int32Array.from(known, (row) => row.to),
    weights: Float64Array.from(known, (row) => row.weight),
  };
}
