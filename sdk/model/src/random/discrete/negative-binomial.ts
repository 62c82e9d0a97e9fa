import type { Randomness } from '@disco-engine/kernel';
import { betaP, betaQ, exp, ln, log1p, logGamma } from '@disco-engine/mathematics';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';
import { SharedByParameters } from '../sampling/shared-by-parameters.js';
import { countDistribution } from './counts.js';

/** Parameters of `negativeBinomial`. */
export interface NegativeBinomialParameters {
  /** Number of successes that ends the trials; finite, > 0, not necessarily whole. */
  readonly successes: number;
  /** Probability of success in each trial; greater than 0, at most 1. */
  readonly probability: number;
}

/**
 * Number of failures before a number of successes: mean successes · (1 - probability) / probability, variance mean /
 * probability. It is a count that varies more than a Poisson one: for a mean m and a variance v above m, use probability m / v
 * and successes m² / (v - m).
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function negativeBinomial(stream: Randomness, parameters: NegativeBinomialParameters): InversionSampler {
  const check = new ParameterCheck('negativeBinomial', stream, parameters);
  const [successes, probability] = [check.positive('successes'), check.chance('probability')];
  check.done();
  return new InversionSampler(
    stream,
    SHARED.of([successes, probability], () => negativeBinomialDistribution(successes, probability)),
  );
}

const SHARED = /* @__PURE__ */ new SharedByParameters<Distribution>();

function negativeBinomialDistribution(successes: number, probability: number): Distribution {
  const failure = 1 - probability;
  const mean = (successes * failure) / probability;
  const mode = Math.max(0, Math.floor(((successes - 1) * failure) / probability));
  return countDistribution({
    mode,
    mean,
    deviation: Math.sqrt(mean / probability),
    modeProbability: () => {
      const ways = logGamma(mode + successes) - logGamma(mode + 1) - logGamma(successes);
      return exp(ways + successes * ln(probability) + (mode > 0 ? mode * log1p(-probability) : 0));
    },
    ratio: (count) => ((count + successes) / (count + 1)) * failure,
    below: (count) => (failure > 0 ? betaP(successes, count + 1, probability) : 1),
    above: (count) => (failure > 0 ? betaQ(successes, count + 1, probability) : 0),
  });
}
