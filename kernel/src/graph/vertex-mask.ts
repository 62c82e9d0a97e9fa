import { DiscoError } from '../errors.js';
import type { LabelTable } from './label-table.js';

/**
 * A set of a graph's vertices, as one bit per vertex. Immutable: every operation creates a new mask.
 *
 * @example
 * const north = VertexMask.withLabel(graph.labels, 'area=north');
 * const heavy = VertexMask.where(graph.vertexCount, (vertex) => graph.weights[vertex] > 10);
 * graph.view(north.minus(heavy)).vertexCount;
 */
export class VertexMask {
  /** Vertex `v` is bit `v % 32` of word `v / 32`. Bits beyond the last vertex are 0. */
  readonly #words: Uint32Array;
  #size = -1;
  #indices: Int32Array | undefined;

  private constructor(
    /** Number of vertices of the graph, not of the set. */
    readonly vertexCount: number,
    words: Uint32Array,
  ) {
    this.#words = words;
  }

  /** No vertex of a graph with this many vertices. */
  static none(vertexCount: number): VertexMask {
    return new VertexMask(vertexCount, wordsFor(vertexCount));
  }

  /** Every vertex of a graph with this many vertices. */
  static all(vertexCount: number): VertexMask {
    return VertexMask.none(vertexCount).not();
  }

  /** The vertices that satisfy a condition, which is called once per vertex in ascending order. */
  static where(vertexCount: number, condition: (vertex: number) => boolean): VertexMask {
    const words = wordsFor(vertexCount);
    for (let vertex = 0; vertex < vertexCount; vertex++) {
      if (condition(vertex)) words[vertex >>> 5] = (words[vertex >>> 5] ?? NaN) | (1 << (vertex & 31));
    }
    return new VertexMask(vertexCount, words);
  }

  /**
   * @param vertices in any order; duplicates count once
   * @throws RangeError for a value that is not the index of a vertex
   */
  static of(vertexCount: number, vertices: Iterable<number>): VertexMask {
    const words = wordsFor(vertexCount);
    for (const vertex of vertices) {
      if (!(Number.isInteger(vertex) && vertex >= 0 && vertex < vertexCount))
        throw new RangeError(`there is no vertex ${vertex}; the vertices are numbered from 0 to ${vertexCount - 1}`);
      words[vertex >>> 5] = (words[vertex >>> 5] ?? NaN) | (1 << (vertex & 31));
    }
    return new VertexMask(vertexCount, words);
  }

  /**
   * The vertices with at least one of the given labels. A label that no vertex has adds nothing.
   *
   * @param names each `type=value`
   */
  static withLabel(labels: LabelTable, ...names: readonly string[]): VertexMask {
    const wanted = new Uint8Array(labels.names.length);
    for (const index of names.map((name) => labels.indexOf(name))) if (index >= 0) wanted[index] = 1;
    return labelled(labels, wanted);
  }

  /** The vertices with a label, whatever its value, of at least one of the given types. */
  static withType(labels: LabelTable, ...types: readonly string[]): VertexMask {
    const wanted = new Uint8Array(labels.names.length);
    for (const type of types) wanted.fill(1, ...labels.range(type));
    return labelled(labels, wanted);
  }

  /** Number of vertices in the set. Counted on first use. */
  get size(): number {
    if (this.#size < 0) {
      this.#size = 0;
      for (const word of this.#words) this.#size += ones(word);
    }
    return this.#size;
  }

  /** The vertices, ascending; do not modify. Computed on first use. */
  get indices(): Int32Array {
    return (this.#indices ??= this.#listed());
  }

  has(vertex: number): boolean {
    return ((this.#words[vertex >>> 5] ?? NaN) & (1 << (vertex & 31))) !== 0;
  }

  /**
   * @throws DiscoError `LENGTH_WRONG` for a mask of a different number of vertices, as do `or`, `minus` and `equals`
   */
  and(other: VertexMask): VertexMask {
    return this.#with(other, (a, b) => a & b);
  }

  or(other: VertexMask): VertexMask {
    return this.#with(other, (a, b) => a | b);
  }

  minus(other: VertexMask): VertexMask {
    return this.#with(other, (a, b) => a & ~b);
  }

  /** The vertices that are not in the set. */
  not(): VertexMask {
    const words = this.#words.map((word) => ~word);
    const last = this.vertexCount & 31;
    if (last > 0) words[words.length - 1] = (words[words.length - 1] ?? NaN) & ((1 << last) - 1);
    return new VertexMask(this.vertexCount, words);
  }

  /** Whether both contain the same vertices. */
  equals(other: VertexMask): boolean {
    this.#compare(other);
    return this.#words.every((word, index) => word === other.#words[index]);
  }

  #with(other: VertexMask, combine: (a: number, b: number) => number): VertexMask {
    this.#compare(other);
    return new VertexMask(
      this.vertexCount,
      this.#words.map((word, index) => combine(word, other.#words[index] ?? NaN)),
    );
  }

  #compare(other: VertexMask): void {
    if (other.vertexCount === this.vertexCount) return;
    const message = `a mask of ${this.vertexCount} vertices cannot be combined with one of ${other.vertexCount}; use masks of the same graph`;
    throw new DiscoError('LENGTH_WRONG', message);
  }

  #listed(): Int32Array {
    const indices = new Int32Array(this.size);
    let filled = 0;
    for (let index = 0; index < this.#words.length; index++) {
      // Visit and clear the lowest set bit until none is left.
      for (let word = this.#words[index] ?? NaN; word !== 0; word &= word - 1)
        indices[filled++] = index * 32 + 31 - Math.clz32(word & -word);
    }
    return indices;
  }
}

function wordsFor(vertexCount: number): Uint32Array {
  return new Uint32Array((vertexCount + 31) >>> 5);
}

/** @param wanted per label, 1 if it is one of the wanted labels */
function labelled({ starts, labels }: LabelTable, wanted: Uint8Array): VertexMask {
  return VertexMask.where(starts.length - 1, (vertex) => {
    for (let at = starts[vertex] ?? NaN; at < (starts[vertex + 1] ?? NaN); at++)
      if (wanted[labels[at] ?? NaN] === 1) return true;
    return false;
  });
}

/** The number of set bits in a word, adding up adjacent bits in parallel. */
function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x5555_5555);
  const fours = (pairs & 0x3333_3333) + ((pairs >>> 2) & 0x3333_3333);
  return Math.imul((fours + (fours >>> 4)) & 0x0f0f_0f0f, 0x0101_0101) >>> 24;
}
