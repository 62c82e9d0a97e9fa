import type { Adjacency } from '../graph/layered-graph.js';

/** Between nodes instead of vertices; rows are ascending, an edge inside a node is gone, and weights of parallel edges are added. */
export function nodeEdges(edges: Adjacency, nodeOfVertex: Int32Array, nodeCount: number): Adjacency {
  const rows: Map<number, number>[] = Array.from({ length: nodeCount });
  for (let vertex = 0; vertex < nodeOfVertex.length; vertex++) {
    const from = nodeOfVertex[vertex];
    for (let e = edges.starts[vertex]; e < edges.starts[vertex + 1]; e++) {
      const to = nodeOfVertex[edges.targets[e]];
      if (from < 0 || to < 0 || from === to) continue;
      const row = (rows[from] ??= new Map<number, number>());
      row.set(to, (row.get(to) ?? 0) + edges.weights[e]);
    }
  }
  const starts = new Int32Array(nodeCount + 1);
  const targets: number[] = [];
  const weights: number[] = [];
  for (let node = 0; node < nodeCount; node++) {
    const row = rows[node];
    if (row !== undefined) {
      for (const [to, weight] of [...row].sort((a, b) => a[0] - b[0])) {
        targets.push(to);
        weights.push(weight);
      }
    }
    starts[node + 1] = targets.length;
  }
  return { starts, targets: Int32Array.from(targets), weights: Float64Array.from(weights) };
}
