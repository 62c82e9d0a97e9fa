import { DiscoError } from '@disco-engine/kernel';

/** Changes of the values of several members; only those of the same member are in order. */
export interface MemberChanges {
  readonly count: number;
  /** Per change, the index of its member. */
  readonly members: Int32Array;
  readonly epochs: Float64Array;
  readonly values: Float64Array;
}

/**
 * The sum of the values that several members have at a time, each 0 before its first one. It is summed over a tree whose leaves
 * are the members in a fixed order, so it depends on the current values alone, and not on their history, to the last bit.
 */
export class TotalLevel {
  readonly #leaves: number;
  /** The children of entry i are 2i and 2i + 1; the root is entry 1. */
  readonly #sums: Float64Array;
  #last = NaN;
  #epoch = -1;

  /**
   * @param size number of members
   * @param told called for each epoch at which the total has changed, once all changes of that epoch have been applied
   */
  constructor(
    size: number,
    private readonly told: (epoch: number, total: number) => void,
  ) {
    let leaves = 1;
    while (leaves < size) leaves *= 2;
    this.#leaves = leaves;
    this.#sums = new Float64Array(2 * leaves);
  }

  /** Applies changes. @throws DiscoError `ORDER_BROKEN` if one is not later than those of the previous call */
  take({ count, members, epochs, values }: MemberChanges): void {
    // Changes of one member at one epoch keep their order: the last one counts.
    const order = Uint32Array.from({ length: count }, (_, at) => at).sort(
      (a, b) => (epochs[a] ?? NaN) - (epochs[b] ?? NaN) || a - b,
    );
    const first = epochs[order[0] ?? NaN] ?? Infinity;
    if (first <= this.#epoch) throw outOfOrder(first, this.#epoch);
    if (count > 0) this.#epoch = epochs[order[count - 1] ?? NaN] ?? NaN;
    for (let at = 0; at < count; at++) {
      const change = order[at] ?? NaN;
      this.#set(members[change] ?? NaN, values[change] ?? NaN);
      const epoch = epochs[change] ?? NaN;
      if (at + 1 < count && epochs[order[at + 1] ?? NaN] === epoch) continue;
      const total = this.#sums[1] ?? NaN;
      if (total === this.#last) continue;
      this.#last = total;
      this.told(epoch, total);
    }
  }

  #set(member: number, value: number): void {
    const sums = this.#sums;
    let at = this.#leaves + member;
    sums[at] = value;
    for (at >>= 1; at > 0; at >>= 1) sums[at] = (sums[2 * at] ?? NaN) + (sums[2 * at + 1] ?? NaN);
  }
}

function outOfOrder(epoch: number, known: number): DiscoError {
  const message = `a total over nodes received a change at epoch ${epoch} after one at epoch ${known}, which would make it wrong; this is a bug in the engine`;
  return new DiscoError('ORDER_BROKEN', message, { epoch });
}
