import fc from 'fast-check';
import { GraphBuilder, sourcesOf, VertexMask, type Adjacency, type LayeredGraph } from '@disco-engine/kernel';

/** A graph as lists, for naive algorithms. */
export interface NaiveGraph {
  readonly vertices: readonly { readonly key: string; readonly labels: readonly string[]; readonly weight: number }[];
  readonly edges: readonly NaiveEdge[];
}

export interface NaiveEdge {
  readonly layer: string;
  readonly from: string;
  readonly to: string;
  readonly weight: number;
}

export const LAYERS = ['order', 'supply'];
export const TYPES = ['a', 'b', 'ab'];
const MOST_VERTICES = 12;
// Whole numbers, so that the order of addition does not matter.
const weight = fc.integer({ min: 0, max: 9 });
const end = fc.nat(MOST_VERTICES - 1);
const label = fc.constantFrom('a=1', 'a=2', 'a=3', 'b=1', 'b=2', 'b=x=y', 'ab=1');

/** Graphs of up to 12 vertices, with labels of several types and values, isolated vertices and cycles. */
export const naiveGraphs: fc.Arbitrary<NaiveGraph> = fc
  .record({
    vertices: fc.uniqueArray(
      fc.record({ key: fc.string({ minLength: 1, maxLength: 2 }), labels: fc.array(label, { maxLength: 4 }), weight }),
      { minLength: 1, maxLength: MOST_VERTICES, selector: ({ key }) => key },
    ),
    edges: fc.array(fc.record({ layer: fc.constantFrom(...LAYERS), from: end, to: end, weight }), {
      maxLength: 30,
      size: 'max',
    }),
  })
  .map(({ vertices, edges }) => {
    const known = new Map<string, NaiveEdge>();
    for (const raw of edges) {
      const [from, to] = [raw.from, raw.to].map((index) => vertices[index % vertices.length].key);
      if (from !== to) known.set(JSON.stringify([raw.layer, from, to]), { ...raw, from, to });
    }
    return { vertices, edges: [...known.values()] };
  });

/** Selects vertices of any of these graphs. */
export const choices = fc.array(fc.boolean(), { minLength: MOST_VERTICES, maxLength: MOST_VERTICES });

export function maskOf({ vertexCount }: LayeredGraph, chosen: readonly boolean[]): VertexMask {
  return VertexMask.where(vertexCount, (vertex) => chosen[vertex]);
}

/** The chosen vertices, and the edges between them. */
export function within({ vertices, edges }: NaiveGraph, keys: ReadonlySet<string>): NaiveGraph {
  return {
    vertices: vertices.filter(({ key }) => keys.has(key)),
    edges: edges.filter(({ from, to }) => keys.has(from) && keys.has(to)),
  };
}

export function keysOf({ keys }: LayeredGraph, vertices: Iterable<number>): string[] {
  return Array.from(vertices, (vertex) => keys[vertex]);
}

export function graphOf({ vertices, edges }: NaiveGraph): LayeredGraph {
  const builder = new GraphBuilder();
  for (const name of LAYERS) builder.layer(name);
  for (const { key, labels, weight: own } of vertices) builder.vertex(key, { labels, weight: own });
  for (const { layer, from, to, weight: own } of edges) builder.edge(layer, from, to, own);
  return builder.build();
}

/** Source, target and weight of each edge, in order. */
export function listed(edges: Adjacency): [number, number, number][] {
  const sources = sourcesOf(edges);
  return Array.from(edges.targets, (target, edge) => [sources[edge], target, edges.weights[edge]]);
}

/** The complete content of a graph, by keys. */
export function contentOf(graph: LayeredGraph): object {
  return {
    vertices: graph.keys.map((key, vertex) => [key, graph.labels.of(vertex), graph.weights[vertex]]),
    layers: graph.layerNames.map((name) => [
      name,
      listed(graph.knownLayer(name)).map(([from, to, own]) => [graph.keys[from], graph.keys[to], own]),
    ]),
    names: graph.labels.names,
  };
}

/** An edge between vertices, or groups of them, by their numbers. */
export type NumberedEdge = readonly [from: number, to: number, weight: number];

/** One edge per pair, with the sum of the weights, in order. */
export function summed(edges: Iterable<NumberedEdge>): NumberedEdge[] {
  const sums = new Map<string, NumberedEdge>();
  for (const [from, to, load] of edges) {
    const name = `${from},${to}`;
    sums.set(name, [from, to, load + (sums.get(name)?.[2] ?? 0)]);
  }
  return [...sums.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}
