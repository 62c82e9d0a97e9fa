import type { Distribution } from '../sampling/distribution.js';

/** A standard distribution, scaled by a factor above 0 and shifted. */
export class Scaled implements Distribution {
  constructor(
    private readonly standard: Distribution,
    private readonly location: number,
    private readonly scale: number,
  ) {}

  lower(tail: number): number {
    return this.location + this.scale * this.standard.lower(tail);
  }

  upper(tail: number): number {
    return this.location + this.scale * this.standard.upper(tail);
  }

  below(x: number): number {
    return this.standard.below((x - this.location) / this.scale);
  }

  above(x: number): number {
    return this.standard.above((x - this.location) / this.scale);
  }
}
