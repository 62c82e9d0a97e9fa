import { DisjointSets } from '../graph/disjoint-sets.js';
import { labelCombinations } from '../graph/label-combinations.js';
import { VertexMask, type LayeredGraph, type NodeSpec, type Problem, entryAt } from '@disco-engine/kernel';
import type { NodeTypeSpecification } from '../model/model-specification.js';

/** Vertices that a report names for one problem; the rest are counted. */
const MOST_TOLD = 20;

/** Groups of vertices that belong together before `sameNodeBy` joins them, and their names as separate nodes. */
interface Parts {
  readonly names: readonly string[];
  /** Per entry of `vertices`, the index of its part. */
  readonly partOf: Int32Array;
}

/**
 * Makes nodes from the vertices of a type with `distinctBy` or `sameNodeBy`. Their names follow from labels and keys alone, so
 * they do not depend on workers.
 *
 * @param vertices ascending
 * @param problems receives vertices that lack a required label, or have two
 */
export function groupedNodes(
  graph: LayeredGraph,
  nodeType: NodeTypeSpecification,
  type: number,
  vertices: Int32Array,
  problems: Problem[],
): NodeSpec[] {
  const parts = partsOf(graph, nodeType, vertices, problems);
  if (parts === undefined) return [];
  const { groupOf, groupCount } = joined(graph, nodeType.sameNodeBy, vertices, parts);
  const names: string[] = [];
  parts.names.forEach((name, part) => {
    const group = groupOf[part] ?? NaN;
    // The least of the names: each part belongs to one node, so no two nodes get the same name.
    if (names[group] === undefined || name < names[group]) names[group] = name;
  });
  const members = Array.from({ length: groupCount }, (): number[] => []);
  vertices.forEach((vertex, row) => entryAt(members, groupOf[parts.partOf[row] ?? NaN] ?? NaN).push(vertex));
  return members.map((own, group) => ({ name: `${nodeType.name}/${entryAt(names, group)}`, type, vertices: own }));
}

function partsOf(
  graph: LayeredGraph,
  { name: nodeType, distinctBy }: NodeTypeSpecification,
  vertices: Int32Array,
  problems: Problem[],
): Parts | undefined {
  if (distinctBy.length === 0)
    return {
      names: Array.from(vertices, (vertex) => entryAt(graph.keys, vertex)),
      partOf: vertices.map((_, row) => row),
    };
  const mask = VertexMask.of(graph.vertexCount, vertices);
  const { combinations, combinationOf, clashes, missing } = labelCombinations(graph, distinctBy, mask);
  const found = [
    ...labelProblems('LABEL_CLASH', clashes, graph, (vertex) => {
      const types = distinctBy.filter((type) => graph.labels.values(vertex, type).length > 1);
      const values = types.map((type) => `${type}: ${graph.labels.values(vertex, type).join(', ')}`).join('; ');
      return `has several values of labels that '${nodeType}' is distinct by (${values}); keep one`;
    }),
    ...labelProblems('LABEL_MISSING', missing, graph, (vertex) => {
      const types = distinctBy.filter((type) => graph.labels.values(vertex, type).length === 0);
      return `has no label '${types.join("' and '")}', which '${nodeType}' is distinct by`;
    }),
  ];
  problems.push(...found);
  if (found.length > 0) return undefined;
  return {
    names: combinations.map((values) => values.map(escaped).join('/')),
    partOf: vertices.map((vertex) => combinationOf[vertex] ?? NaN),
  };
}

/** Joins parts whose vertices share a label of one of the given types. */
function joined(
  { labels }: LayeredGraph,
  types: readonly string[],
  vertices: Int32Array,
  { names, partOf }: Parts,
): ReturnType<DisjointSets['groups']> {
  const sets = new DisjointSets(names.length);
  for (const type of types) {
    const [first, end] = labels.range(type);
    const holder = new Int32Array(end - first).fill(-1);
    vertices.forEach((vertex, row) => {
      for (let at = labels.starts[vertex] ?? NaN; at < (labels.starts[vertex + 1] ?? NaN); at++) {
        const label = (labels.labels[at] ?? NaN) - first;
        if (label < 0 || label >= holder.length) continue;
        if ((holder[label] ?? NaN) < 0) holder[label] = partOf[row] ?? NaN;
        sets.union(holder[label] ?? NaN, partOf[row] ?? NaN);
      }
    });
  }
  return sets.groups();
}

function* labelProblems(
  code: string,
  vertices: Int32Array,
  { keys }: LayeredGraph,
  what: (vertex: number) => string,
): Iterable<Problem> {
  for (const vertex of vertices.subarray(0, MOST_TOLD))
    yield { code, message: `vertex '${keys[vertex]}' ${what(vertex)}`, place: { vertex: entryAt(keys, vertex) } };
  const others = vertices.length - MOST_TOLD;
  if (others > 0) yield { code: 'PROBLEMS_OMITTED', message: `and ${others} more such vertices` };
}

/** Escapes a value for use in a name, in which `/` separates values. */
function escaped(value: string): string {
  return value.replaceAll('%', '%25').replaceAll('/', '%2F');
}
