import type { Randomness } from '@disco-engine/kernel';
import { betaP, betaQ, exp, ln, log1p, logGamma } from '@disco-engine/mathematics';
import type { Distribution } from '../sampling/distribution.js';
import { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';
import { SharedByParameters } from '../sampling/shared-by-parameters.js';
import { countDistribution } from './counts.js';

/** Parameters of `binomial`. */
export interface BinomialParameters {
  /** Number of trials; whole, at least 0. */
  readonly trials: number;
  /** Probability of success in each trial, from 0 to 1. */
  readonly probability: number;
}

/**
 * Successes in a number of independent trials: mean trials · probability, variance trials · probability · (1 - probability).
 *
 * @throws DiscoError ARGUMENT_INVALID
 */
export function binomial(stream: Randomness, parameters: BinomialParameters): InversionSampler {
  const check = new ParameterCheck('binomial', stream, parameters);
  const [trials, probability] = [check.count('trials', 0), check.probability('probability')];
  check.done();
  return new InversionSampler(
    stream,
    SHARED.of([trials, probability], () => binomialDistribution(trials, probability)),
  );
}

const SHARED = /* @__PURE__ */ new SharedByParameters<Distribution>();

function binomialDistribution(trials: number, probability: number): Distribution {
  const mode = Math.min(trials, Math.floor((trials + 1) * probability));
  const failure = 1 - probability;
  const certain = probability === 0 || probability === 1;
  return countDistribution({
    mode,
    mean: trials * probability,
    deviation: Math.sqrt(trials * probability * failure),
    modeProbability: () => {
      if (certain) return 1;
      const ways = logGamma(trials + 1) - logGamma(mode + 1) - logGamma(trials - mode + 1);
      return exp(ways + mode * ln(probability) + (trials - mode) * log1p(-probability));
    },
    // With probability 1 this is infinite up to the last trial: all the weight lies there.
    ratio: (count) => (count < trials ? ((trials - count) / (count + 1)) * (probability / failure) : 0),
    below: (count) =>
      count >= trials ? 1 : certain ? Number(probability === 0) : betaQ(count + 1, trials - count, probability),
    above: (count) => (count >= trials ? 0 : certain ? probability : betaP(count + 1, trials - count, probability)),
  });
}
