import { type LabelTable, type LayeredGraph, type VertexMask, countingSort, entryAt } from '@disco-engine/kernel';

/** The result of `labelCombinations`. */
export interface LabelCombinations {
  /** The values of each combination, in the order of the types; sorted by UTF-16 code units, by the first type first. */
  readonly combinations: readonly (readonly string[])[];
  /** Per vertex, an index into `combinations`, or -1 if it is outside the mask, in `clashes` or in `missing`. */
  readonly combinationOf: Int32Array;
  /** The vertices of the mask that have several values for one of the types, ascending. */
  readonly clashes: Int32Array;
  /** The vertices of the mask that have no value for one of the types, ascending. A vertex may be in `clashes` too. */
  readonly missing: Int32Array;
}

/** In a column: a vertex without a label of the type. */
const NONE = -1;
/** In a column: a vertex with several. */
const SEVERAL = -2;

/** The values of vertices for one type of labels. */
interface Column {
  /** The distinct values, ascending. */
  readonly values: readonly string[];
  /** Per vertex, an index into `values`, or `NONE` or `SEVERAL`. */
  readonly valueOf: Int32Array;
}

/**
 * The distinct combinations of values that vertices have for some types of labels, and the combination of each vertex.
 *
 * @param within restricts the result to the vertices of this mask
 * @throws DiscoError `LENGTH_WRONG` for a mask with another number of vertices
 * @example
 * const { combinations, combinationOf } = labelCombinations(graph, ['area', 'product']);
 * combinations[combinationOf[graph.indexOf('shop 7')]]; // ['north', 'bread']
 */
export function labelCombinations(
  graph: LayeredGraph,
  types: readonly string[],
  within?: VertexMask,
): LabelCombinations {
  const vertices = within === undefined ? allOf(graph.vertexCount) : graph.view(within).vertices;
  const columns = types.map((type) => column(graph.labels, type, vertices));
  const marked = (mark: number): Int32Array =>
    vertices.filter((vertex) => columns.some(({ valueOf }) => valueOf[vertex] === mark));
  const complete = vertices.filter((vertex) => columns.every(({ valueOf }) => (valueOf[vertex] ?? NaN) >= 0));
  const sorted = columns.reduceRight<Int32Array>(
    (order, { values, valueOf }) => countingSort(values.length, valueOf, order).order,
    complete,
  );
  const combinationOf = new Int32Array(graph.vertexCount).fill(-1);
  const combinations: string[][] = [];
  for (let at = 0; at < sorted.length; at++) {
    const vertex = sorted[at] ?? NaN;
    if (at === 0 || columns.some(({ valueOf }) => valueOf[vertex] !== valueOf[sorted[at - 1] ?? NaN]))
      combinations.push(columns.map(({ values, valueOf }) => entryAt(values, valueOf[vertex] ?? NaN)));
    combinationOf[vertex] = combinations.length - 1;
  }
  return { combinations, combinationOf, clashes: marked(SEVERAL), missing: marked(NONE) };
}

function column(table: LabelTable, type: string, vertices: Int32Array): Column {
  const { starts, labels, names } = table;
  const [first, end] = table.range(type);
  const valueOf = new Int32Array(starts.length - 1).fill(NONE);
  for (const vertex of vertices) {
    for (let at = starts[vertex] ?? NaN; at < (starts[vertex + 1] ?? NaN); at++) {
      const label = labels[at] ?? NaN;
      if (label >= first && label < end) valueOf[vertex] = valueOf[vertex] === NONE ? label - first : SEVERAL;
    }
  }
  return { values: names.slice(first, end).map((name) => name.slice(type.length + 1)), valueOf };
}

function allOf(vertexCount: number): Int32Array {
  const vertices = new Int32Array(vertexCount);
  for (let vertex = 0; vertex < vertexCount; vertex++) vertices[vertex] = vertex;
  return vertices;
}
