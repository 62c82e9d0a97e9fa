import type { TrafficGraph } from './traffic-graph.js';

/** Some nodes of a graph and the edges between them. */
export interface Subgraph {
  readonly graph: TrafficGraph;
  /** Per node of the subgraph, its index in the whole graph; ascending. */
  readonly nodes: Int32Array;
}

/** The subgraph of the nodes of one part. */
export function subgraphOf(
  { starts, targets, weights, nodeWeights }: TrafficGraph,
  parts: Int32Array,
  part: number,
): Subgraph {
  const places = new Int32Array(parts.length);
  let count = 0;
  let edges = 0;
  for (let node = 0; node < parts.length; node++) {
    if (parts[node] !== part) continue;
    places[node] = count++;
    for (let edge = starts[node] ?? NaN; edge < (starts[node + 1] ?? NaN); edge++)
      if (parts[targets[edge] ?? NaN] === part) edges++;
  }
  const nodes = new Int32Array(count);
  const graph = {
    starts: new Int32Array(count + 1),
    targets: new Int32Array(edges),
    weights: new Float64Array(edges),
    nodeWeights: new Float64Array(count),
  };
  let length = 0;
  for (let node = 0; node < parts.length; node++) {
    if (parts[node] !== part) continue;
    const place = places[node] ?? NaN;
    nodes[place] = node;
    graph.nodeWeights[place] = nodeWeights[node] ?? NaN;
    for (let edge = starts[node] ?? NaN; edge < (starts[node + 1] ?? NaN); edge++) {
      if (parts[targets[edge] ?? NaN] !== part) continue;
      graph.targets[length] = places[targets[edge] ?? NaN] ?? NaN;
      graph.weights[length++] = weights[edge] ?? NaN;
    }
    graph.starts[place + 1] = length;
  }
  return { graph, nodes };
}
