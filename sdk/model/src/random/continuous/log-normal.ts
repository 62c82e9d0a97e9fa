import type { Randomness } from '@disco-engine/kernel';
import { exp, ln, log1p } from '@disco-engine/mathematics';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';
import { Normal, type NormalParameters } from './normal.js';

/** Parameters of `logNormal` by its logarithm. */
export interface LogNormalParameters {
  /** Mean of the natural logarithm; finite. */
  readonly logMean: number;
  /** Standard deviation of the natural logarithm; finite, at least 0. */
  readonly logDeviation: number;
}

/**
 * Log-normal, on (0, ∞): e to the power of a normal number. With m = logMean and s = logDeviation, the mean is exp(m + s²/2)
 * and the variance (exp(s²) - 1) · exp(2m + s²). Given `{ mean, deviation }` of the values themselves, it computes m and s.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function logNormal(stream: Randomness, parameters: LogNormalParameters | NormalParameters): InversionSampler {
  const check = new ParameterCheck<Partial<LogNormalParameters & NormalParameters>>('logNormal', stream, parameters);
  if (check.has('mean') || check.has('deviation')) {
    const [mean, deviation] = [check.positive('mean'), check.notNegative('deviation')];
    check.done();
    const variance = log1p((deviation / mean) * (deviation / mean));
    return new InversionSampler(stream, new LogNormal(ln(mean) - variance / 2, Math.sqrt(variance)));
  }
  const [logMean, logDeviation] = [check.finite('logMean'), check.notNegative('logDeviation')];
  check.done();
  return new InversionSampler(stream, new LogNormal(logMean, logDeviation));
}

class LogNormal implements Distribution {
  readonly #logarithm: Normal;

  constructor(logMean: number, logDeviation: number) {
    this.#logarithm = new Normal(logMean, logDeviation);
  }

  lower(tail: number): number {
    return exp(this.#logarithm.lower(tail));
  }

  upper(tail: number): number {
    return exp(this.#logarithm.upper(tail));
  }

  below(x: number): number {
    return x > 0 ? this.#logarithm.below(ln(x)) : 0;
  }

  above(x: number): number {
    return x > 0 ? this.#logarithm.above(ln(x)) : 1;
  }
}
