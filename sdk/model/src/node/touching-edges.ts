import type { LayeredGraph } from '@disco-engine/kernel';
import type { EdgeRows } from './edge-data.js';

/** Edges of a node's vertices, with their indices in the layer. */
export interface TouchingEdges extends EdgeRows {
  readonly edges: Int32Array;
}

/** The edges that start at the given vertices, or undefined if the graph has no such layer. */
export function outboundRows(graph: LayeredGraph, layer: string, own: Int32Array): TouchingEdges | undefined {
  const adjacency = graph.layer(layer);
  if (adjacency === undefined) return undefined;
  const { starts, rows, entries: edges } = entriesOf(adjacency.starts, own);
  return {
    starts,
    rows,
    edges,
    vertices: edges.map((edge) => adjacency.targets[edge] ?? NaN),
    weights: Float64Array.from(edges, (edge) => adjacency.weights[edge] ?? NaN),
  };
}

/** The edges that end at the given vertices, or undefined if the graph has no such layer. */
export function inboundRows(graph: LayeredGraph, layer: string, own: Int32Array): TouchingEdges | undefined {
  const inbound = graph.inbound(layer);
  if (inbound === undefined) return undefined;
  const { adjacency } = inbound;
  const { starts, rows, entries } = entriesOf(adjacency.starts, own);
  return {
    starts,
    rows,
    edges: entries.map((entry) => inbound.edges[entry] ?? NaN),
    vertices: entries.map((entry) => adjacency.targets[entry] ?? NaN),
    weights: Float64Array.from(entries, (entry) => adjacency.weights[entry] ?? NaN),
  };
}

/** The entries of some rows of a sparse matrix and, for each entry, the position of its row among them. */
function entriesOf(
  starts: Int32Array,
  own: Int32Array,
): { readonly starts: Int32Array; readonly rows: Int32Array; readonly entries: Int32Array } {
  const ownStarts = new Int32Array(own.length + 1);
  own.forEach(
    (vertex, row) =>
      (ownStarts[row + 1] = (ownStarts[row] ?? NaN) + (starts[vertex + 1] ?? NaN) - (starts[vertex] ?? NaN)),
  );
  const rows = new Int32Array(ownStarts[own.length] ?? NaN);
  const entries = new Int32Array(ownStarts[own.length] ?? NaN);
  own.forEach((vertex, row) => {
    rows.fill(row, ownStarts[row] ?? NaN, ownStarts[row + 1] ?? NaN);
    for (let e = starts[vertex] ?? NaN, at = ownStarts[row] ?? NaN; e < (starts[vertex + 1] ?? NaN); e++, at++)
      entries[at] = e;
  });
  return { starts: ownStarts, rows, entries };
}
