import type { Randomness } from '@disco-engine/kernel';
import { exp, gammaP, gammaQ, ln, logGamma } from '@disco-engine/mathematics';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';
import { SharedByParameters } from '../sampling/shared-by-parameters.js';
import { countDistribution } from './counts.js';

/** Parameters of `poisson`. */
export interface PoissonParameters {
  /** Finite, at least 0. */
  readonly mean: number;
}

/**
 * Poisson: the number of independent arrivals in an interval with `mean` of them on average. Variance mean.
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function poisson(stream: Randomness, parameters: PoissonParameters): InversionSampler {
  const check = new ParameterCheck('poisson', stream, parameters);
  const mean = check.notNegative('mean');
  check.done();
  return new InversionSampler(
    stream,
    SHARED.of([mean], () => poissonDistribution(mean)),
  );
}

const SHARED = /* @__PURE__ */ new SharedByParameters<Distribution>();

function poissonDistribution(mean: number): Distribution {
  const mode = Math.floor(mean);
  return countDistribution({
    mode,
    mean,
    deviation: Math.sqrt(mean),
    modeProbability: () => (mean > 0 ? exp(mode * ln(mean) - mean - logGamma(mode + 1)) : 1),
    ratio: (count) => mean / (count + 1),
    below: (count) => (mean > 0 ? gammaQ(count + 1, mean) : 1),
    above: (count) => (mean > 0 ? gammaP(count + 1, mean) : 0),
  });
}
