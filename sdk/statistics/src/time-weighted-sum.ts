import { Parameters } from './parameters.js';
import { isMeasurable, refuseValue } from './series.js';

/**
 * Time average and extremes of a value that holds until the next one, such as the length of a queue, in constant memory. The
 * mean is updated with the share of each step (D. H. D. West, Communications of the ACM 22(9), 1979), so it keeps its digits
 * where a sum of value times duration would lose them. Because it uses the share, and not the weight as `WeightedMoments` does,
 * a value that never changes is its own mean to the last bit, and no epoch is too large.
 */
export class TimeWeightedSum {
  // Always numbers, never undefined: V8 then overwrites them in place, and `add` allocates nothing.
  #epoch = 0;
  #value = 0;
  #mean = 0;
  #duration = 0;
  #minimum = Infinity;
  #maximum = -Infinity;
  #known = false;

  /**
   * Sets the value that holds from an epoch on.
   *
   * @param epoch finite, at least 0, not before the previous epoch
   * @param value from -1e140 to 1e140
   * @throws DiscoError ARGUMENT_INVALID; the sum is unchanged
   */
  add(epoch: number, value: number): void {
    if (!isMeasurable(value)) refuseValue('TimeWeightedSum.add', 'value', value);
    this.#advance('TimeWeightedSum.add', epoch);
    this.#value = value;
    this.#known = true;
    if (value < this.#minimum) this.#minimum = value;
    if (value > this.#maximum) this.#maximum = value;
  }

  /**
   * Counts the last value up to an epoch. It continues to hold: more can be added, and the sum can be closed again.
   *
   * @param epoch finite, at least 0, not before the previous epoch
   * @throws DiscoError ARGUMENT_INVALID; the sum is unchanged
   */
  close(epoch: number): void {
    this.#advance('TimeWeightedSum.close', epoch);
  }

  /** Simulated time that the mean covers: from the first value to the last epoch. */
  get duration(): number {
    return this.#duration;
  }

  /** Average over `duration`; the last value if that is 0; undefined without values. */
  get mean(): number | undefined {
    if (!this.#known) return undefined;
    return this.#duration > 0 ? this.#mean : this.#value;
  }

  /** Smallest value added, even if it held for no time; undefined without values. */
  get minimum(): number | undefined {
    return this.#known ? this.#minimum : undefined;
  }

  /** Greatest value added, even if it held for no time; undefined without values. */
  get maximum(): number | undefined {
    return this.#known ? this.#maximum : undefined;
  }

  #advance(caller: string, epoch: number): void {
    if (!(epoch >= this.#epoch && epoch < Infinity)) this.#refuse(caller, epoch);
    const step = epoch - this.#epoch;
    if (this.#known && step > 0) {
      this.#duration += step;
      this.#mean += (this.#value - this.#mean) * (step / this.#duration);
    }
    this.#epoch = epoch;
  }

  #refuse(caller: string, epoch: number): void {
    new Parameters(caller).check('epoch', epoch, false, `a finite number of at least ${this.#epoch}`);
  }
}
