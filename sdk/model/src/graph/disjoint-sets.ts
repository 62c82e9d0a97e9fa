/** The group of each item; groups are numbered by their least item, ascending. */
export interface Grouping {
  readonly groupOf: Int32Array;
  readonly groupCount: number;
}

/**
 * Items from 0 to `size` - 1, each in its own set until sets are united (union-find). The resulting sets do not depend on the
 * order of the unions, nor do their representatives: each is the least item of its set.
 *
 * @example
 * const sets = new DisjointSets(4);
 * sets.union(1, 3);
 * sets.groups(); // { groupOf: [0, 1, 2, 1], groupCount: 3 }
 */
export class DisjointSets {
  /** Never greater than the item itself; a representative is its own parent. */
  readonly #parents: Int32Array;

  constructor(readonly size: number) {
    this.#parents = new Int32Array(size);
    for (let item = 0; item < size; item++) this.#parents[item] = item;
  }

  /**
   * The least item of the set that contains an item.
   *
   * @throws RangeError for an unknown item
   */
  find(item: number): number {
    const parents = this.#parents;
    if (parents[item] === undefined) throw new RangeError(`item ${item} is out of range; the size is ${this.size}`);
    let found = item;
    while (parents[found] !== found) {
      // Path halving.
      parents[found] = parents[parents[found] ?? NaN] ?? NaN;
      found = parents[found] ?? NaN;
    }
    return found;
  }

  /**
   * Unites the sets of two items.
   *
   * @throws RangeError for an unknown item
   */
  union(a: number, b: number): void {
    const [rootA, rootB] = [this.find(a), this.find(b)];
    this.#parents[Math.max(rootA, rootB)] = Math.min(rootA, rootB);
  }

  /** The current sets. */
  groups(): Grouping {
    const groupOf = new Int32Array(this.size);
    let groupCount = 0;
    for (let item = 0; item < this.size; item++) {
      const least = this.find(item);
      groupOf[item] = least === item ? groupCount++ : (groupOf[least] ?? NaN);
    }
    return { groupOf, groupCount };
  }
}
