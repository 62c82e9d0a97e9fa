import { distributions, type RandomStream } from '@disco-engine/sdk';

/** Independent times, between arrivals or of services. */
export type Times = Pick<distributions.Sampler, 'sample'>;

/**
 * For a hyperexponential time: the probability of the short kind, and the means of both, for a mean of 1. Its variance
 * is 13/7.
 */
export const HYPEREXPONENTIAL = { short: 0.7, means: [4 / 7, 2] } as const;

/** Times with a mean, by the name of their distribution. */
export function times(name: string, random: RandomStream, mean: number): Times {
  switch (name) {
    case 'exponential':
      return distributions.exponential(random, { mean });
    case 'fixed':
      return distributions.uniform(random, { low: mean, high: mean });
    case 'erlang-2':
      return distributions.erlang(random, { shape: 2, scale: mean / 2 });
    case 'gamma':
      return distributions.gamma(random, { shape: 0.5, scale: 2 * mean });
    case 'hyperexponential':
      return hyperexponential(random, mean);
    default:
      throw new Error(`unknown times '${name}'`);
  }
}

function hyperexponential(random: RandomStream, mean: number): Times {
  const [short, long] = HYPEREXPONENTIAL.means.map((part) => distributions.exponential(random, { mean: part * mean }));
  return { sample: () => (random.uniform() < HYPEREXPONENTIAL.short ? short : long)?.sample() ?? NaN };
}
