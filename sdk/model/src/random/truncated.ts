import type { Randomness } from '@disco-engine/kernel';
import { Normal, type NormalParameters } from './continuous/normal.js';
import type { Distribution } from './sampling/distribution.js';
import { InversionSampler } from './sampling/inversion-sampler.js';
import { ParameterCheck } from './sampling/parameter-check.js';

/** Limits of `truncated`. */
export interface Limits {
  /** Smallest value, included; -∞ if omitted. */
  readonly low?: number | undefined;
  /** Largest value, included; +∞ if omitted. */
  readonly high?: number | undefined;
}

/**
 * The distribution of a sampler, conditional on its values lying within limits. It draws from the stream of that sampler, one
 * uniform number per value, and never rejects a draw, however narrow the limits.
 *
 * @param sampler a sampler of this module that draws by inversion: any but `irwinHall` and `bates`
 * @throws DiscoError ARGUMENT_INVALID if a limit is invalid, or no value of the distribution lies within them
 * @example
 * const lifetime = distributions.truncated(distributions.weibull(random, { shape: 2, scale: 9 }), { high: 20 });
 */
export function truncated(sampler: InversionSampler, limits: Limits): InversionSampler {
  const check = new ParameterCheck('truncated', sampler.stream, limits);
  const [low, high] = [check.limit('low', -Infinity), check.limit('high', Infinity)];
  return truncatedTo(check, sampler, low, high);
}

/** Parameters of `truncatedNormal`; mean and deviation are those before truncation. */
export interface TruncatedNormalParameters extends NormalParameters, Limits {}

/**
 * Normal numbers within limits, such as demands of at least 0.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function truncatedNormal(stream: Randomness, parameters: TruncatedNormalParameters): InversionSampler {
  const check = new ParameterCheck('truncatedNormal', stream, parameters);
  const [mean, deviation] = [check.finite('mean'), check.notNegative('deviation')];
  const [low, high] = [check.limit('low', -Infinity), check.limit('high', Infinity)];
  return truncatedTo(check, new InversionSampler(stream, new Normal(mean, deviation)), low, high);
}

function truncatedTo(
  check: ParameterCheck<Limits>,
  { stream, distribution }: InversionSampler,
  low: number,
  high: number,
): InversionSampler {
  check.together(high >= low, () => `high is ${high}; give a number of at least ${low}`);
  const share = shareWithin(distribution, low, high);
  check.together(
    share.within > 0,
    () => `the probability of a value from ${low} to ${high} is 0 in double precision; give wider limits`,
  );
  check.done();
  return new InversionSampler(stream, new Truncated(distribution, low, high, share));
}

/** The probabilities below the lower limit, within the limits, and above the upper one. */
interface Shares {
  readonly below: number;
  readonly within: number;
  readonly above: number;
}

function shareWithin(distribution: Distribution, low: number, high: number): Shares {
  // The lower limit itself is included: for whole numbers, those below it are the ones up to the next lower one.
  const under = distribution.whole === true ? Math.ceil(low) - 1 : low;
  const below = low === -Infinity ? 0 : distribution.below(under);
  const above = high === Infinity ? 0 : distribution.above(high);
  if (below > 0.5) return { below, above, within: distribution.above(under) - above };
  if (above > 0.5) return { below, above, within: distribution.below(high) - below };
  return { below, above, within: 1 - below - above };
}

class Truncated implements Distribution {
  readonly whole: boolean;

  constructor(
    private readonly inner: Distribution,
    private readonly low: number,
    private readonly high: number,
    private readonly shares: Shares,
  ) {
    this.whole = inner.whole === true;
  }

  lower(tail: number): number {
    return this.#at(tail, 1 - tail);
  }

  upper(tail: number): number {
    return this.#at(1 - tail, tail);
  }

  below(x: number): number {
    if (x >= this.high) return 1;
    return x < this.low ? 0 : Math.min(1, Math.max(0, this.inner.below(x) - this.shares.below) / this.shares.within);
  }

  above(x: number): number {
    if (x >= this.high) return 0;
    return x < this.low ? 1 : Math.min(1, Math.max(0, this.inner.above(x) - this.shares.above) / this.shares.within);
  }

  /**
   * The value with these shares of the truncated distribution before and after it, computed from the nearer end of the full
   * distribution.
   */
  #at(before: number, after: number): number {
    const { below, within, above } = this.shares;
    const left = below + before * within;
    const value = left < 0.5 ? this.inner.lower(left) : this.inner.upper(above + after * within);
    return Math.min(this.high, Math.max(this.low, value));
  }
}
