import { adjacencyOf, sourcesOf, type Adjacency } from './adjacency.js';

/**
 * Replaces edges between vertices by edges between groups. Edges inside a group are dropped, and parallel edges are
 * merged into one with the sum of their weights.
 *
 * @param groupOf per vertex, its group, from 0 to `groupCount` - 1, or -1 to leave the vertex out
 */
export function contracted(edges: Adjacency, groupOf: Int32Array, groupCount: number): Adjacency {
  const sources = sourcesOf(edges);
  const from = new Int32Array(edges.targets.length);
  const to = new Int32Array(edges.targets.length);
  const weights = new Float64Array(edges.targets.length);
  let kept = 0;
  for (let e = 0; e < sources.length; e++) {
    const [source, target] = [groupOf[sources[e] ?? NaN] ?? NaN, groupOf[edges.targets[e] ?? NaN] ?? NaN];
    if (source < 0 || target < 0 || source === target) continue;
    from[kept] = source;
    to[kept] = target;
    weights[kept] = edges.weights[e] ?? NaN;
    kept += 1;
  }
  const parallel = adjacencyOf(groupCount, from.subarray(0, kept), to.subarray(0, kept), weights.subarray(0, kept));
  return merged(parallel.adjacency);
}

/** Merges parallel edges, adding their weights in order. */
function merged({ starts, targets, weights }: Adjacency): Adjacency {
  const count = starts.length - 1;
  const mergedStarts = new Int32Array(starts.length);
  const mergedTargets = new Int32Array(targets.length);
  const mergedWeights = new Float64Array(targets.length);
  let size = 0;
  for (let vertex = 0; vertex < count; vertex++) {
    const begin = size;
    for (let e = starts[vertex] ?? NaN; e < (starts[vertex + 1] ?? NaN); e++) {
      if (size === begin || mergedTargets[size - 1] !== targets[e]) mergedTargets[size++] = targets[e] ?? NaN;
      mergedWeights[size - 1] = (mergedWeights[size - 1] ?? NaN) + (weights[e] ?? NaN);
    }
    mergedStarts[vertex + 1] = size;
  }
  return { starts: mergedStarts, targets: mergedTargets.slice(0, size), weights: mergedWeights.slice(0, size) };
}
