import { DiscoError, type LayeredGraph, VertexMask } from '@disco-engine/kernel';

/**
 * A supergraph, whose vertices are groups of the vertices of another graph, with the mappings between the two. Immutable. Made
 * by `compress` and `compressBy`.
 *
 * @example
 * const compression = compress(graph, ['product']);
 * const loads = compression.sums(perVertex); // per group
 * const hosts = compression.spread(hostOfGroup); // per vertex again
 */
export class Compression {
  /** @internal */
  constructor(
    /** The supergraph. Vertex `g` is group `g`, and has the least key of its members. */
    readonly graph: LayeredGraph,
    /** Per vertex of the original graph, its group: a vertex of the supergraph. */
    readonly groupOf: Int32Array,
    /** Length: groups + 1. The members of group `g` are at `starts[g]` to `starts[g + 1] - 1` of `members`. */
    readonly starts: Int32Array,
    /** Vertices of the original graph, ascending within a group. */
    readonly members: Int32Array,
  ) {}

  get groupCount(): number {
    return this.starts.length - 1;
  }

  /**
   * The members of a group, ascending. A view of `members`: do not modify it.
   *
   * @throws RangeError for an unknown group
   */
  membersOf(group: number): Int32Array {
    if (!(Number.isInteger(group) && group >= 0 && group < this.groupCount))
      throw new RangeError(`group ${group} is out of range; groups are numbered from 0 to ${this.groupCount - 1}`);
    return this.members.subarray(this.starts[group] ?? NaN, this.starts[group + 1] ?? NaN);
  }

  /**
   * All vertices of the given groups.
   *
   * @throws DiscoError `LENGTH_WRONG` if it is not a mask of the supergraph
   */
  expand(groups: VertexMask): VertexMask {
    this.#expect(groups.vertexCount, this.groupCount, 'groups');
    return VertexMask.where(this.groupOf.length, (vertex) => groups.has(this.groupOf[vertex] ?? NaN));
  }

  /**
   * The groups that have a member among the given vertices.
   *
   * @throws DiscoError `LENGTH_WRONG` if it is not a mask of the original graph
   */
  groupsOf(vertices: VertexMask): VertexMask {
    this.#expect(vertices.vertexCount, this.groupOf.length, 'vertices');
    return VertexMask.of(
      this.groupCount,
      vertices.indices.map((vertex) => this.groupOf[vertex] ?? NaN),
    );
  }

  /**
   * Gives each vertex the value of its group.
   *
   * @throws DiscoError `LENGTH_WRONG`
   */
  spread(perGroup: Int32Array): Int32Array;
  spread(perGroup: Float64Array): Float64Array;
  spread(perGroup: Int32Array | Float64Array): Int32Array | Float64Array {
    this.#expect(perGroup.length, this.groupCount, 'groups');
    return perGroup instanceof Int32Array
      ? this.groupOf.map((group) => perGroup[group] ?? NaN)
      : Float64Array.from(this.groupOf, (group) => perGroup[group] ?? NaN);
  }

  /**
   * Sums the values of the vertices of each group, in the order of the vertices.
   *
   * @throws DiscoError `LENGTH_WRONG`
   */
  sums(perVertex: Int32Array | Float64Array): Float64Array {
    this.#expect(perVertex.length, this.groupOf.length, 'vertices');
    const sums = new Float64Array(this.groupCount);
    for (const [vertex, group] of this.groupOf.entries())
      sums[group] = (sums[group] ?? NaN) + (perVertex[vertex] ?? NaN);
    return sums;
  }

  #expect(length: number, expected: number, what: string): void {
    if (length === expected) return;
    throw new DiscoError('LENGTH_WRONG', `got ${length} ${what}, but expected ${expected} ${what}`);
  }
}
