import type { Randomness } from '@disco-engine/kernel';
import type { Distribution } from './distribution.js';
import { StatelessSampler } from './stateless-sampler.js';

/** Half of the step between the uniform numbers of a stream. */
const HALF_STEP = 2 ** -54;
const LARGEST = 1 - 2 ** -53;

/**
 * Samples by inversion: returns the quantile of a uniform number. Each value takes one uniform number, and a larger one never
 * gives a smaller value.
 */
export class InversionSampler extends StatelessSampler {
  constructor(
    readonly stream: Randomness,
    readonly distribution: Distribution,
  ) {
    super();
  }

  /**
   * A uniform number stands for the middle of its step: never 0, never 1, and its complement is exact. As a tail below or
   * above, it keeps all of its digits at both ends.
   */
  override sample(): number {
    const uniform = this.stream.uniform();
    return uniform < 0.5
      ? this.distribution.lower(uniform + HALF_STEP)
      : this.distribution.upper(LARGEST - uniform + HALF_STEP);
  }
}
