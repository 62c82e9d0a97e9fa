import type { MemberChanges } from './total-level.js';

const FIRST_CAPACITY = 64;

/** Changes in order of arrival, in growing arrays: 20 bytes each. */
export class ChangeList implements MemberChanges {
  count = 0;
  members = new Int32Array(FIRST_CAPACITY);
  epochs = new Float64Array(FIRST_CAPACITY);
  values = new Float64Array(FIRST_CAPACITY);

  add(member: number, epoch: number, value: number): void {
    if (this.count === this.members.length) this.#grow();
    const at = this.count++;
    this.members[at] = member;
    this.epochs[at] = epoch;
    this.values[at] = value;
  }

  #grow(): void {
    const { members, epochs, values } = this;
    const capacity = 2 * this.count;
    (this.members = new Int32Array(capacity)).set(members);
    (this.epochs = new Float64Array(capacity)).set(epochs);
    (this.values = new Float64Array(capacity)).set(values);
  }
}
