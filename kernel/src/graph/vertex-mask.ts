import type { LayeredGraph } from './layered-graph.js';

/** A subset of the vertices of a graph. Immutable. */
export class VertexMask {
  #size: number | undefined;

  /** @internal `members` has 1 for each vertex that is in, and is not changed any more. */
  private constructor(private readonly members: Uint8Array) {}

  static all(vertexCount: number): VertexMask {
    return new VertexMask(new Uint8Array(vertexCount).fill(1));
  }

  static none(vertexCount: number): VertexMask {
    return new VertexMask(new Uint8Array(vertexCount));
  }

  static where(vertexCount: number, isIn: (vertex: number) => boolean): VertexMask {
    const members = new Uint8Array(vertexCount);
    for (let vertex = 0; vertex < vertexCount; vertex++) if (isIn(vertex)) members[vertex] = 1;
    return new VertexMask(members);
  }

  /** @throws RangeError for a vertex that the graph does not have */
  static of(vertexCount: number, vertices: Iterable<number>): VertexMask {
    const members = new Uint8Array(vertexCount);
    for (const vertex of vertices) {
      if (vertex >>> 0 !== vertex || vertex >= vertexCount) throw new RangeError(`vertex ${vertex} of ${vertexCount}`);
      members[vertex] = 1;
    }
    return new VertexMask(members);
  }

  /**
   * The vertices that have any of some labels, each `type=value`. A label that nobody has is no error.
   *
   * @example
   * graph.view(VertexMask.labelled(graph, 'area=north', 'area=south'))
   */
  static labelled({ labels, vertexCount }: LayeredGraph, ...wanted: readonly string[]): VertexMask {
    const numbers = new Set(wanted.map((label) => labels.indexOf(label)));
    const members = new Uint8Array(vertexCount);
    for (let vertex = 0; vertex < vertexCount; vertex++) {
      for (let at = labels.starts[vertex]; at < labels.starts[vertex + 1]; at++)
        if (numbers.has(labels.labels[at])) members[vertex] = 1;
    }
    return new VertexMask(members);
  }

  /** How many vertices the graph has, in the mask or not. */
  get vertexCount(): number {
    return this.members.length;
  }

  /** How many are in. */
  get size(): number {
    this.#size ??= this.members.reduce((sum, member) => sum + member, 0);
    return this.#size;
  }

  has(vertex: number): boolean {
    return this.members[vertex] === 1;
  }

  /** Those that are in, ascending. */
  indices(): Int32Array {
    const indices = new Int32Array(this.size);
    let next = 0;
    for (let vertex = 0; vertex < this.members.length; vertex++)
      if (this.members[vertex] === 1) indices[next++] = vertex;
    return indices;
  }

  /** @throws RangeError where the other mask belongs to a graph with another number of vertices; so for `or`, `minus`, `equals` */
  and(other: VertexMask): VertexMask {
    return this.#with(other, (a, b) => a & b);
  }

  or(other: VertexMask): VertexMask {
    return this.#with(other, (a, b) => a | b);
  }

  minus(other: VertexMask): VertexMask {
    return this.#with(other, (a, b) => a & ~b);
  }

  not(): VertexMask {
    return new VertexMask(this.members.map((member) => 1 - member));
  }

  equals(other: VertexMask): boolean {
    return this.#with(other, (a, b) => a ^ b).size === 0;
  }

  #with(other: VertexMask, join: (a: number, b: number) => number): VertexMask {
    if (other.vertexCount !== this.vertexCount)
      throw new RangeError(`a mask of ${this.vertexCount} vertices, and one of ${other.vertexCount}`);
    return new VertexMask(this.members.map((member, vertex) => join(member, other.members[vertex])));
  }
}
