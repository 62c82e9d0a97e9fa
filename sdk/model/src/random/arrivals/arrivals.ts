import type { Randomness } from '@disco-engine/kernel';
import { exponential } from '../continuous/exponential.js';
import type { InversionSampler } from '../sampling/inversion-sampler.js';
import { ParameterCheck } from '../sampling/parameter-check.js';
import { RateFunction } from './rate-function.js';

/** Parameters of `arrivals`. */
export interface ArrivalParameters {
  /** Epochs at which the rate is given; the first is 0, and they ascend. */
  readonly times: ArrayLike<number>;
  /** Arrivals per unit of time at these epochs; one for each, finite, at least 0. */
  readonly rates: ArrayLike<number>;
  /** `'constant'`: each rate holds until the next epoch. `'linear'`: the rate changes linearly to the next one. */
  readonly between: 'constant' | 'linear';
  /**
   * Length after which the rates repeat, greater than the last epoch, such as a day; a linear rate returns to the first one by
   * then. Without it, the last rate holds forever.
   */
  readonly period?: number | undefined;
}

/**
 * Independent arrivals at a rate that varies over time (a nonhomogeneous Poisson process), by inversion of the integrated rate:
 * E. Çinlar, Introduction to Stochastic Processes, Prentice-Hall, 1975, chapter 4. It draws one uniform number per arrival, so
 * arrivals stay synchronized across different rates; thinning would discard draws and lose synchronization.
 *
 * @throws DiscoError ARGUMENT_INVALID
 * @example
 * // A shop that opens at 9 and closes at 18, every day; epochs in hours.
 * const customers = distributions.arrivals(random, {
 *   times: [0, 9, 18],
 *   rates: [0, 20, 0],
 *   between: 'constant',
 *   period: 24,
 * });
 * const wait = customers.gapAfter(context.epoch);
 */
export function arrivals(stream: Randomness, parameters: ArrivalParameters): Arrivals {
  const check = new ParameterCheck('arrivals', stream, parameters);
  const times = check.list(
    'times',
    (value, index) => (index === 0 ? value === 0 : value > (parameters.times[index - 1] ?? NaN)) && value < Infinity,
    '0 first, then finite numbers, each larger than the one before',
  );
  const rates = check.list('rates', (value) => value >= 0 && value < Infinity, 'finite numbers of at least 0');
  const between = check.oneOf('between', ['constant', 'linear']);
  const period = check.limit('period', Infinity);
  check.together(
    times.length === rates.length,
    () => `rates has ${rates.length} numbers; give one for each of the ${times.length} times`,
  );
  check.together(
    period > (times.at(-1) ?? NaN),
    () => `period is ${period}; give a number above the last time, ${times.at(-1)}`,
  );
  check.done();
  return new Arrivals(exponential(stream, { mean: 1 }), new RateFunction(times, rates, between === 'linear', period));
}

/** Times of arrivals. It keeps no state between arrivals, apart from its stream. */
export class Arrivals {
  readonly #exposure: InversionSampler;
  readonly #rate: RateFunction;

  /** Made by `distributions.arrivals`. */
  constructor(exposure: InversionSampler, rate: RateFunction) {
    this.#exposure = exposure;
    this.#rate = rate;
  }

  /**
   * Time from an epoch until the next arrival; +∞ if the rate stays 0 from there on, so that none comes.
   *
   * @param epoch finite, at least 0
   */
  gapAfter(epoch: number): number {
    return this.#rate.timeFor(this.#exposure.sample(), epoch);
  }
}
