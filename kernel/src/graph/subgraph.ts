import { entryAt } from '../entry-at.js';
import type { Adjacency } from './adjacency.js';
import type { GraphParts } from './graph-parts.js';
import { LabelTable } from './label-table.js';
import type { VertexMask } from './vertex-mask.js';

/** The parts of the graph induced by a mask: its vertices, the edges between them, and the labels that they use. */
export function subgraphParts(
  { keys, labels, weights, layers }: GraphParts,
  within: VertexMask,
): GraphParts & { readonly labels: LabelTable } {
  const vertices = within.indices;
  const numberOf = numbersIn(within);
  return {
    keys: Array.from(vertices, (vertex) => entryAt(keys, vertex)),
    labels: labelsOf(labels, vertices),
    weights: Float64Array.from(vertices, (vertex) => weights[vertex] ?? NaN),
    layers: new Map(Array.from(layers, ([name, edges]) => [name, edgesAmong(edges, vertices, numberOf)])),
  };
}

/** Per vertex of the graph, its number among the vertices of a mask, or -1. */
export function numbersIn({ vertexCount, indices }: VertexMask): Int32Array {
  const numberOf = new Int32Array(vertexCount).fill(-1);
  for (let number = 0; number < indices.length; number++) numberOf[indices[number] ?? NaN] = number;
  return numberOf;
}

/**
 * The edges among some vertices, in terms of their numbers.
 *
 * @param vertices ascending
 * @param numberOf the result of `numbersIn`
 */
export function edgesAmong(edges: Adjacency, vertices: Int32Array, numberOf: Int32Array): Adjacency {
  const starts = new Int32Array(vertices.length + 1);
  let most = 0;
  for (const vertex of vertices) most += (edges.starts[vertex + 1] ?? NaN) - (edges.starts[vertex] ?? NaN);
  const targets = new Int32Array(most);
  const weights = new Float64Array(most);
  let size = 0;
  for (let number = 0; number < vertices.length; number++) {
    const vertex = vertices[number] ?? NaN;
    const end = edges.starts[vertex + 1] ?? NaN;
    for (let e = edges.starts[vertex] ?? NaN; e < end; e++) {
      const target = numberOf[edges.targets[e] ?? NaN] ?? NaN;
      if (target < 0) continue;
      targets[size] = target;
      weights[size++] = edges.weights[e] ?? NaN;
    }
    starts[number + 1] = size;
  }
  return { starts, targets: targets.slice(0, size), weights: weights.slice(0, size) };
}

function labelsOf(table: GraphParts['labels'], vertices: Int32Array): LabelTable {
  const starts = new Int32Array(vertices.length + 1);
  for (let number = 0; number < vertices.length; number++) {
    const vertex = vertices[number] ?? NaN;
    starts[number + 1] = (starts[number] ?? NaN) + (table.starts[vertex + 1] ?? NaN) - (table.starts[vertex] ?? NaN);
  }
  const labels = new Int32Array(starts[vertices.length] ?? NaN);
  const isUsed = new Uint8Array(table.names.length);
  for (let number = 0; number < vertices.length; number++) {
    const offset = (table.starts[vertices[number] ?? NaN] ?? NaN) - (starts[number] ?? NaN);
    for (let at = starts[number] ?? NaN; at < (starts[number + 1] ?? NaN); at++) {
      const label = table.labels[at + offset] ?? NaN;
      labels[at] = label;
      isUsed[label] = 1;
    }
  }
  const numberOf = new Int32Array(table.names.length);
  const names = table.names.filter((_, label) => isUsed[label] === 1);
  for (let label = 0, number = 0; label < numberOf.length; label++) if (isUsed[label] === 1) numberOf[label] = number++;
  return new LabelTable(
    names,
    starts,
    labels.map((label) => numberOf[label] ?? NaN),
  );
}
