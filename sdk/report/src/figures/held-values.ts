import type { QuantileSketch } from './quantile-sketch.js';

/** Adds the values of a time-weighted channel to a sketch, each weighted by how long it was held after the warm-up. */
export class HeldValues {
  #epoch = 0;
  #value = NaN;

  constructor(
    private readonly sketch: QuantileSketch,
    private readonly begin: number,
    private readonly end: number,
  ) {}

  add(epoch: number, value: number): void {
    this.#hold(Math.min(epoch, this.end));
    this.#value = value;
  }

  finish(): void {
    this.#hold(this.end);
  }

  #hold(until: number): void {
    const from = Math.max(this.#epoch, this.begin);
    if (until > from && !Number.isNaN(this.#value)) this.sketch.add(this.#value, until - from);
    this.#epoch = Math.max(this.#epoch, until);
  }
}
