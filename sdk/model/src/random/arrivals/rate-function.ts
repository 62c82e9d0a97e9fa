import { lastUpTo } from '../sampling/last-up-to.js';

/** A piecewise constant or linear rate over time, possibly periodic. */
export class RateFunction {
  /** The ends of the pieces, and the rates there. */
  readonly #ends: Float64Array;
  readonly #lastRates: Float64Array;
  /** Integral over a full period. */
  readonly #whole: number;

  /**
   * @param times starts of the pieces, from 0 on
   * @param rates rate at each of them
   * @param linear whether the rate changes linearly to the next one; otherwise it stays constant until then
   * @param period where the last piece ends and the first begins again; ∞ without repetition
   */
  constructor(
    private readonly times: Float64Array,
    private readonly rates: Float64Array,
    linear: boolean,
    private readonly period: number,
  ) {
    const back = period < Infinity ? 0 : times.length - 1;
    this.#ends = times.map((_, piece) => times[piece + 1] ?? period);
    this.#lastRates = rates.map((rate, piece) => (linear ? (rates[piece + 1] ?? rates[back] ?? NaN) : rate));
    let integral = 0;
    for (const piece of times.keys()) integral += this.#over(piece, 0, this.#length(piece));
    this.#whole = integral;
  }

  /** Time from an epoch until the integral of the rate since then reaches `exposure`; +∞ if it never does. */
  timeFor(exposure: number, epoch: number): number {
    let left = exposure;
    let passed = 0;
    let at = this.period < Infinity ? epoch % this.period : epoch;
    if (this.period < Infinity) {
      if (this.#whole === 0) return Infinity;
      const periods = Math.floor(left / this.#whole);
      left -= periods * this.#whole;
      passed = periods * this.period;
    }
    for (let piece = lastUpTo(this.times, at); ;) {
      const begun = at - (this.times[piece] ?? NaN);
      const rest = this.#length(piece) - begun;
      const most = this.#over(piece, begun, rest);
      if (left <= most && most > 0) return passed + this.#timeWithin(piece, begun, left, rest);
      if (rest === Infinity) return Infinity;
      left -= most;
      passed += rest;
      piece = (piece + 1) % this.times.length;
      at = this.times[piece] ?? NaN;
    }
  }

  #length(piece: number): number {
    return (this.#ends[piece] ?? NaN) - (this.times[piece] ?? NaN);
  }

  #slope(piece: number): number {
    const length = this.#length(piece);
    return length < Infinity ? ((this.#lastRates[piece] ?? NaN) - (this.rates[piece] ?? NaN)) / length : 0;
  }

  /** Integral over a time `length`, starting `begun` after the start of the piece. */
  #over(piece: number, begun: number, length: number): number {
    const slope = this.#slope(piece);
    const first = (this.rates[piece] ?? NaN) + slope * begun;
    if (length === Infinity) return first > 0 ? Infinity : 0;
    return Math.max(0, (first + (slope * length) / 2) * length);
  }

  /** The time, at most `rest`, after which the integral is `exposure`: the root of slope/2 · t² + first · t = exposure. */
  #timeWithin(piece: number, begun: number, exposure: number, rest: number): number {
    const slope = this.#slope(piece);
    const first = Math.max(0, (this.rates[piece] ?? NaN) + slope * begun);
    const root = first + Math.sqrt(Math.max(0, first * first + 2 * slope * exposure));
    return root > 0 ? Math.min(rest, (2 * exposure) / root) : rest;
  }
}
