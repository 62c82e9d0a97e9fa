import { RandomStreams } from '@disco-engine/kernel';
import { SAMPLER_CASES } from '../engines/suites/sampler-cases.js';
import type { Benchmark, Prepared } from './benchmark.js';

/** From `SAMPLER_CASES`, one for each way of computing a value; without those that take microseconds. */
const NAMES = [
  'uniform(-2, 4)',
  'triangular(0, 1, 4)',
  'beta(2, 3)',
  'beta(0.5, 0.5)',
  'exponential(3)',
  'gamma(0.7, 2)',
  'gamma(4.5, 2)',
  'weibull(2, 3)',
  'pareto(6, 2)',
  'normal(-1, 2)',
  'logNormal(1, 0.5)',
  'logistic(1, 2)',
  'cauchy(5, 2)',
  'student(3)',
  'empirical',
  'irwinHall(5)',
  'integer(-3, 6)',
  'bernoulli(0.3)',
  'geometric(0.25)',
  'binomial(10, 0.3)',
  'poisson(2.5)',
  'poisson(80)',
  'choice',
  'arrivals, constant by the day',
] as const;

/** Draws of a sampler, each counted as an event; compared with the reference loop in configuration a. */
export const samplersBenchmark: Benchmark = {
  name: 'samplers',
  configs: Object.fromEntries(NAMES.map((name) => [name, 'a'])),
  prepare: (config, draws) => prepare(config, draws),
};

function prepare(name: string, draws: number): Prepared {
  const make = SAMPLER_CASES.get(name);
  if (make === undefined) throw new Error(`unknown sampler '${name}'`);
  const sampler = make(new RandomStreams({ masterSeed: 1, replication: 0 }).open(name));
  let milliseconds = NaN;
  let last = NaN;
  return {
    run() {
      const start = performance.now();
      for (let draw = 0; draw < draws; draw++) last = sampler.sample();
      milliseconds = performance.now() - start;
      // An unused draw could be optimized away.
      if (Number.isNaN(last)) throw new Error(`${name} drew no number`);
      return draws;
    },
    figures: () => ({ nanosecondsPerDraw: (milliseconds * 1e6) / draws }),
  };
}
