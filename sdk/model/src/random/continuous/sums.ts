import type { Randomness } from '@disco-engine/kernel';
import { ParameterCheck } from '../sampling/parameter-check.js';
import { StatelessSampler } from '../sampling/stateless-sampler.js';

/** Parameters of `irwinHall` and `bates`. */
export interface UniformCountParameters {
  /** Number of uniform numbers that each value takes; whole, at least 1. */
  readonly count: number;
}

/**
 * The sum of independent uniform numbers on [0, 1) (Irwin–Hall): mean count / 2, variance count / 12.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function irwinHall(stream: Randomness, parameters: UniformCountParameters): StatelessSampler {
  return new UniformSum(stream, countOf('irwinHall', stream, parameters), 1);
}

/**
 * The mean of independent uniform numbers on [0, 1) (Bates): mean 1/2, variance 1 / (12 count).
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function bates(stream: Randomness, parameters: UniformCountParameters): StatelessSampler {
  const count = countOf('bates', stream, parameters);
  return new UniformSum(stream, count, count);
}

function countOf(name: string, stream: Randomness, parameters: UniformCountParameters): number {
  const check = new ParameterCheck(name, stream, parameters);
  const count = check.count('count', 1);
  check.done();
  return count;
}

class UniformSum extends StatelessSampler {
  constructor(
    private readonly stream: Randomness,
    private readonly count: number,
    private readonly divisor: number,
  ) {
    super();
  }

  override sample(): number {
    let sum = 0;
    for (let left = this.count; left > 0; left--) sum += this.stream.uniform();
    return sum / this.divisor;
  }
}
