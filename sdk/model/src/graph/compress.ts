import { InvalidInputError, LayeredGraph, contracted, countingSort, entryAt } from '@disco-engine/kernel';
import { Compression } from './compression.js';
import { DisjointSets, type Grouping } from './disjoint-sets.js';
import { groupProblems } from './group-problems.js';
import { unitedLabels } from './united-labels.js';

/**
 * Merges all vertices that share a label of the given types, directly or through others: with the types `area` and `product`, a
 * vertex in the north that makes bread joins all vertices in the north and all that make bread. A vertex without such a label
 * stays alone. A type that no vertex has is ignored.
 *
 * A vertex of the supergraph has the least key of its members, the sum of their weights, and all their labels. In each layer,
 * the edges between two groups become one edge with the sum of their weights; edges inside a group vanish.
 *
 * @throws InvalidInputError `GRAPH_INVALID` if a sum of weights is not finite
 */
export function compress(graph: LayeredGraph, types: readonly string[]): Compression {
  const { names, starts, labels } = graph.labels;
  const joins = new Uint8Array(names.length);
  for (const type of types) joins.fill(1, ...graph.labels.range(type));
  const sets = new DisjointSets(graph.vertexCount);
  const firstWith = new Int32Array(names.length).fill(-1);
  for (let vertex = 0; vertex < graph.vertexCount; vertex++) {
    for (let at = starts[vertex] ?? NaN; at < (starts[vertex + 1] ?? NaN); at++) {
      const label = labels[at] ?? NaN;
      if (joins[label] === 0) continue;
      if ((firstWith[label] ?? NaN) < 0) firstWith[label] = vertex;
      else sets.union(firstWith[label] ?? NaN, vertex);
    }
  }
  return supergraph(graph, sets.groups());
}

/**
 * As `compress`, but with given groups. The supergraph renumbers them by their least member: group `g` of the argument is
 * vertex `compression.groupOf[v]` of the supergraph, for any member `v`. Groups from `DisjointSets` keep their numbers.
 *
 * @param groupOf per vertex, its group from 0 to `groupCount` - 1; no group may be empty
 * @throws InvalidInputError `GROUPS_INVALID` with all problems; `GRAPH_INVALID` if a sum of weights is not finite
 */
export function compressBy(graph: LayeredGraph, groupOf: Int32Array, groupCount: number): Compression {
  const problems = groupProblems(graph.keys, groupOf, groupCount);
  if (problems.length > 0) throw new InvalidInputError('GROUPS_INVALID', 'the list of groups', problems);
  const numbers = new Int32Array(groupCount).fill(-1);
  let numbered = 0;
  const renumbered = groupOf.map((group) =>
    (numbers[group] ?? NaN) < 0 ? (numbers[group] = numbered++) : (numbers[group] ?? NaN),
  );
  return supergraph(graph, { groupOf: renumbered, groupCount });
}

/** @param groups numbered by their least member, so that the keys of the supergraph ascend */
function supergraph(graph: LayeredGraph, { groupOf, groupCount }: Grouping): Compression {
  const { starts, order: members } = countingSort(groupCount, groupOf);
  const weights = new Float64Array(groupCount);
  for (const [vertex, group] of groupOf.entries())
    weights[group] = (weights[group] ?? NaN) + (graph.weights[vertex] ?? NaN);
  const compressed = LayeredGraph.fromParts({
    keys: Array.from(starts.subarray(0, groupCount), (start) => entryAt(graph.keys, members[start] ?? NaN)),
    labels: unitedLabels(graph.labels, groupOf, groupCount),
    weights,
    layers: new Map(graph.layerNames.map((name) => [name, contracted(graph.knownLayer(name), groupOf, groupCount)])),
  });
  return new Compression(compressed, groupOf, starts, members);
}
