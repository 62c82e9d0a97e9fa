import { entryAt } from '../entry-at.js';

/**
 * The labels of all vertices, each `type=value`: every distinct label once, and per vertex the indices of its labels.
 * The type ends at the first `=`. Immutable.
 */
export class LabelTable {
  #types: readonly string[] | undefined;

  /** @internal Created by `LabelTable.of`, and by `LayeredGraph.fromParts`, which checks it. */
  constructor(
    /** All labels in use, ascending by UTF-16 code units, without duplicates. */
    readonly names: readonly string[],
    /** Length: vertices + 1. The labels of vertex `v` are `labels[starts[v]]` up to `labels[starts[v + 1]]`. */
    readonly starts: Int32Array,
    /** Indices into `names`, ascending within a vertex. */
    readonly labels: Int32Array,
  ) {}

  /** @param labels per vertex, in any order; duplicates count once */
  static of(labels: readonly (readonly string[])[]): LabelTable {
    const names = [...new Set(labels.flat())].sort();
    const indices = new Map(names.map((name, index) => [name, index]));
    const rows = labels.map((own) => [...new Set(own)].sort());
    const starts = new Int32Array(labels.length + 1);
    rows.forEach((row, vertex) => (starts[vertex + 1] = (starts[vertex] ?? NaN) + row.length));
    return new LabelTable(
      names,
      starts,
      Int32Array.from(rows.flat(), (name) => indices.get(name) ?? -1),
    );
  }

  /** All label types in use, ascending. */
  get types(): readonly string[] {
    this.#types ??= [...new Set(this.names.map(typeOf))].sort();
    return this.#types;
  }

  /** The labels of a vertex, ascending. */
  of(vertex: number): string[] {
    return Array.from(this.labels.subarray(this.starts[vertex] ?? NaN, this.starts[vertex + 1] ?? NaN), (label) =>
      entryAt(this.names, label),
    );
  }

  /** The values of a label type at a vertex, ascending; mostly one or none. */
  values(vertex: number, type: string): string[] {
    const [first, end] = this.range(type);
    const values: string[] = [];
    for (let at = this.starts[vertex] ?? NaN; at < (this.starts[vertex + 1] ?? NaN); at++) {
      const label = this.labels[at] ?? NaN;
      if (label >= first && label < end) values.push(entryAt(this.names, label).slice(type.length + 1));
    }
    return values;
  }

  /** The labels of a type are `names[first]` up to `names[end]`; if no vertex has the type, `first` equals `end`. */
  range(type: string): readonly [first: number, end: number] {
    if (type.includes('=')) return [0, 0]; // The type of a label ends at its first '='.
    // Below and above every label of the type, since '>' follows '='.
    return [this.#firstFrom(`${type}=`), this.#firstFrom(`${type}>`)];
  }

  /** The index of a label, or -1. */
  indexOf(name: string): number {
    const at = this.#firstFrom(name);
    return this.names[at] === name ? at : -1;
  }

  #firstFrom(bound: string): number {
    return firstFrom(this.names, bound);
  }
}

/** The index of the first of some ascending strings that is not below a bound, or their count. */
export function firstFrom(texts: readonly string[], bound: string): number {
  let [low, high] = [0, texts.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (entryAt(texts, middle) < bound) low = middle + 1;
    else high = middle;
  }
  return low;
}

function typeOf(label: string): string {
  return label.slice(0, label.indexOf('='));
}
