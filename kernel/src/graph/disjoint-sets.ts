/** Members 0, 1, … in groups, numbered by the least member of each. */
export interface Grouping {
  /** Per member its group. */
  readonly groupOf: Int32Array;
  readonly groupCount: number;
}

/** Sets that have no member in common, to be joined (union-find, Tarjan 1975, with path halving). The least member stands for its set. */
export class DisjointSets {
  readonly #parent: Int32Array;

  /** Every member alone. */
  constructor(size: number) {
    this.#parent = Int32Array.from({ length: size }, (_, member) => member);
  }

  /** The least member of the set that a member is in. */
  find(member: number): number {
    const parent = this.#parent;
    let at = member;
    while (parent[at] !== at) {
      parent[at] = parent[parent[at]];
      at = parent[at];
    }
    return at;
  }

  /** Makes one set of two. */
  union(a: number, b: number): void {
    const [first, second] = [this.find(a), this.find(b)];
    if (first < second) this.#parent[second] = first;
    else this.#parent[first] = second;
  }

  groups(): Grouping {
    const groupOf = new Int32Array(this.#parent.length);
    let groupCount = 0;
    for (let member = 0; member < groupOf.length; member++) {
      const least = this.find(member);
      groupOf[member] = least === member ? groupCount++ : groupOf[least];
    }
    return { groupOf, groupCount };
  }
}
