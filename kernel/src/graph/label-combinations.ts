import type { LayeredGraph } from './layered-graph.js';
import type { VertexMask } from './vertex-mask.js';

/** The vertices of a graph by the values that they have for some types of labels. */
export interface LabelCombinations {
  /** The different combinations, one value for each type, in ascending order. */
  readonly combinations: readonly (readonly string[])[];
  /** Per vertex the number of its combination; -1 where it has none, more than one, or is not asked for. */
  readonly combinationOf: Int32Array;
  /** Vertices with two values of a type, ascending. */
  readonly clashes: Int32Array;
  /** Vertices without a value of a type, ascending. */
  readonly missing: Int32Array;
}

/**
 * Finds the distinct combinations of label values.
 *
 * @param mask the vertices that are asked for; all by default
 */
export function labelCombinations(
  { labels, vertexCount }: LayeredGraph,
  types: readonly string[],
  mask?: VertexMask,
): LabelCombinations {
  const columns = types.map((type) => labels.range(type));
  const combinationOf = new Int32Array(vertexCount).fill(-1);
  const [clashes, missing]: [number[], number[]] = [[], []];
  const own = new Int32Array(types.length);
  const tree = new CombinationTree();
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    if (mask?.has(vertex) === false) continue;
    own.fill(-1);
    let clash = false;
    for (let at = labels.starts[vertex]; at < labels.starts[vertex + 1]; at++) {
      const label = labels.labels[at];
      columns.forEach(([first, end], column) => {
        if (label < first || label >= end) return;
        clash ||= own[column] >= 0;
        own[column] = label;
      });
    }
    if (clash) clashes.push(vertex);
    if (own.includes(-1)) missing.push(vertex);
    else if (!clash) combinationOf[vertex] = tree.numberOf(own);
  }
  const { numbers, combinations } = tree.ascending();
  return {
    combinations: combinations.map((row) =>
      row.map((label, column) => labels.names[label].slice(types[column].length + 1)),
    ),
    combinationOf: combinationOf.map((found) => (found < 0 ? -1 : numbers[found])),
    clashes: Int32Array.from(clashes),
    missing: Int32Array.from(missing),
  };
}

/** Numbers combinations of label numbers as they come. Numbers, not texts: a million vertices have few different combinations. */
class CombinationTree {
  readonly #children: Map<number, number>[] = [new Map()];
  readonly #rows: number[][] = [];
  readonly #numberAt = new Map<number, number>();

  numberOf(row: Int32Array): number {
    let at = 0;
    for (const label of row) {
      const children = this.#children[at];
      let child = children.get(label);
      if (child === undefined) {
        child = this.#children.push(new Map()) - 1;
        children.set(label, child);
      }
      at = child;
    }
    const known = this.#numberAt.get(at) ?? this.#rows.push([...row]) - 1;
    this.#numberAt.set(at, known);
    return known;
  }

  /** All of them in ascending order, and the new number of each. Labels ascend with their values within a type. */
  ascending(): { readonly numbers: Int32Array; readonly combinations: readonly (readonly number[])[] } {
    const order = [...this.#rows.keys()].sort((a, b) => compare(this.#rows[a], this.#rows[b]));
    const numbers = new Int32Array(order.length);
    order.forEach((old, number) => (numbers[old] = number));
    return { numbers, combinations: order.map((old) => this.#rows[old]) };
  }
}

function compare(a: readonly number[], b: readonly number[]): number {
  const column = a.findIndex((label, at) => label !== b[at]);
  return column < 0 ? 0 : a[column] - b[column];
}
