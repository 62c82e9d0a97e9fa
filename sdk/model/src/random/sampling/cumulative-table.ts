/**
 * Finds the index that a tail falls on among probabilities, accumulated from both ends so that small tails are exact. A guide
 * table limits the search to a step or two, whatever the length (H.-C. Chen and Y. Asau, "On Generating Random Variates from an
 * Empirical Distribution", AIIE Transactions 6(2), 1974).
 */
export class CumulativeTable {
  /** Per index, the share of the weights up to it, and beyond it. */
  readonly #upTo: Float64Array;
  readonly #beyond: Float64Array;
  readonly #weights: Float64Array;
  /** Per step of the tail, where the search begins: no earlier index can be the result. */
  readonly #fromLeft: Int32Array;
  readonly #fromRight: Int32Array;

  /** @param weights at least 0, not all 0 */
  constructor(weights: ArrayLike<number>) {
    const { length } = weights;
    this.#upTo = new Float64Array(length);
    this.#beyond = new Float64Array(length);
    let total = 0;
    for (let place = 0; place < length; place++) this.#upTo[place] = total += weights[place] ?? NaN;
    let rest = 0;
    for (let place = length - 1; place >= 0; place--) {
      this.#beyond[place] = rest / total;
      rest += weights[place] ?? NaN;
    }
    for (let place = 0; place < length; place++) this.#upTo[place] = (this.#upTo[place] ?? NaN) / total;
    this.#weights = Float64Array.from(weights, (weight) => weight / total);
    this.#fromLeft = new Int32Array(length);
    this.#fromRight = new Int32Array(length);
    let [left, right] = [0, length - 1];
    for (let step = 0; step < length; step++) {
      const least = step / (2 * length);
      while (left < length - 1 && this.upTo(left) < least) left++;
      while (right > 0 && this.beyond(right - 1) <= least) right--;
      this.#fromLeft[step] = left;
      this.#fromRight[step] = right;
    }
  }

  /** The share of the weights up to and including this index: a number from 0 to 1. */
  upTo(place: number): number {
    return place < 0 ? 0 : (this.#upTo[place] ?? 1);
  }

  /** The share of the weights after this index. */
  beyond(place: number): number {
    return place < 0 ? 1 : (this.#beyond[place] ?? 0);
  }

  /** The share of this index alone. */
  weight(place: number): number {
    return this.#weights[place] ?? 0;
  }

  /** The first index up to which the share is at least `tail`, which is in (0, 1/2). */
  lower(tail: number): number {
    const upTo = this.#upTo;
    let place = this.#fromLeft[Math.floor(tail * 2 * upTo.length)] ?? 0;
    while ((upTo[place] ?? 1) < tail) place++;
    return Math.min(place, upTo.length - 1);
  }

  /** The first index beyond which the share is at most `tail`, which is in (0, 1/2). */
  upper(tail: number): number {
    const beyond = this.#beyond;
    let place = this.#fromRight[Math.floor(tail * 2 * beyond.length)] ?? 0;
    while (place > 0 && (beyond[place - 1] ?? 1) <= tail) place--;
    return place;
  }
}
