import { DiscoError } from '@disco-engine/kernel';

/** Changes of the values of several members, in no order but that of each of them. */
export interface MemberChanges {
  readonly count: number;
  /** Per change its member, by number. */
  readonly members: Int32Array;
  readonly epochs: Float64Array;
  readonly values: Float64Array;
}

/**
 * The sum of the values that several members have at a time, each 0 before its first one. It is summed over a tree whose leaves are the
 * members in a fixed order: so it is a function of the values alone, with nothing left of how they came about, to the last bit.
 */
export class TotalLevel {
  readonly #leaves: number;
  /** The children of entry i are 2 i and 2 i + 1; the root is entry 1. */
  readonly #sums: Float64Array;
  #last = NaN;
  #epoch = -1;

  /**
   * @param size number of the members
   * @param told hears of each epoch at which the total is another than before, once all members have had their changes there
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

  /** Takes changes in. @throws DiscoError `ORDER_BROKEN` where one is not later than those of the last call */
  take({ count, members, epochs, values }: MemberChanges): void {
    // Changes of one member at one epoch keep their order: the last of them counts.
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
  const message = `a total over nodes was told of epoch ${epoch} after epoch ${known}, and would be wrong; this is a mistake of the engine`;
  return new DiscoError('ORDER_BROKEN', message, { epoch });
}
