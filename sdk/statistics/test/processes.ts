import { exp, ln, normalPInverse } from '@disco-engine/mathematics';
import type { RandomStream } from '@disco-engine/kernel';

/** Values between 0 and 1, both excluded. */
const open = (random: RandomStream): number => random.uniform() + 2 ** -54;

export const normal = (random: RandomStream): number => normalPInverse(open(random));
export const exponential = (random: RandomStream): number => -ln(open(random));
export const logNormal = (random: RandomStream, sigma: number): number => exp(sigma * normal(random));

/** A first-order autoregression around 0 with normal noise of variance 1; in its steady state unless a start is given. */
export function autoregression(
  random: RandomStream,
  length: number,
  factor: number,
  start = normal(random) / Math.sqrt(1 - factor * factor),
): Float64Array {
  const series = new Float64Array(length);
  let value = start;
  for (let index = 0; index < length; index++) series[index] = value = factor * value + normal(random);
  return series;
}

/**
 * Waits in the queue of an M/M/1 in its steady state, by D. V. Lindley's recursion, with a service time of mean 1. Their mean is
 * utilization / (1 - utilization).
 */
export function waits(random: RandomStream, length: number, utilization: number): Float64Array {
  const series = new Float64Array(length);
  let wait = random.uniform() < utilization ? exponential(random) / (1 - utilization) : 0;
  for (let index = 0; index < length; index++) {
    series[index] = wait;
    wait = Math.max(0, wait + exponential(random) - exponential(random) / utilization);
  }
  return series;
}
