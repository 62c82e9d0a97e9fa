import type { Randomness } from '@disco-engine/kernel';
import type { Distribution } from './distribution.js';
import { StatelessSampler } from './stateless-sampler.js';

/** Half of the step between the uniform numbers of a stream. */
const HALF_STEP = 2 ** -54;
const LARGEST = 1 - 2 ** -53;

/**
 * Draws by inversion: the value below which a uniform number lies. One uniform number for each value, and a larger one gives a
 * value that is no less.
 */
export class InversionSampler extends StatelessSampler {
  constructor(
    readonly stream: Randomness,
    readonly distribution: Distribution,
  ) {
    super();
  }

  /**
   * A uniform number stands for the middle of its step: never 0, never 1, and its complement is exact. Told as the tail that it
   * leaves below or above, it keeps all of its digits at both ends.
   */
  override sample(): number {
    const uniform = this.stream.uniform();
    return uniform < 0.5
      ? this.distribution.lower(uniform + HALF_STEP)
      : this.distribution.upper(LARGEST - uniform + HALF_STEP);
  }
}
