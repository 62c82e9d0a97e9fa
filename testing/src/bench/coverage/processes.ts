import type { RandomStream } from '@disco-engine/kernel';
import { math } from '@disco-engine/sdk';

/** Values with a known mean. */
export interface Process {
  readonly name: string;
  readonly mean: number;
  /** @param length number of values: independent ones, or the start of a run in its steady state */
  values(random: RandomStream, length: number): Float64Array;
}

/** Independent values, drawn one at a time. */
export interface Distribution {
  readonly name: string;
  readonly mean: number;
  draw(random: RandomStream): number;
}

/** Between 0 and 1, exclusive. */
const open = (random: RandomStream): number => random.uniform() + 2 ** -54;
const normal = (random: RandomStream): number => math.normalPInverse(open(random));
const exponential = (random: RandomStream): number => -math.ln(open(random));

const rare = (probability: number): Distribution => ({
  name: `rare thing, ${probability}`,
  mean: probability,
  draw: (random) => (random.uniform() < probability ? 1 : 0),
});

/** Possible results of a replication. The normal distribution has a mean of four deviations. */
export const DISTRIBUTIONS: readonly Distribution[] = [
  { name: 'normal', mean: 4, draw: (random) => 4 + normal(random) },
  { name: 'exponential', mean: 1, draw: exponential },
  { name: 'log-normal(0, 1)', mean: math.exp(0.5), draw: (random) => math.exp(normal(random)) },
  { name: 'log-normal(0, 2)', mean: math.exp(2), draw: (random) => math.exp(2 * normal(random)) },
  rare(0.1),
  rare(0.05),
  rare(0.02),
];

/** First-order autoregression around 0, with normal noise, in its steady state. */
export function autoregression(factor: number): Process {
  return {
    name: `AR(1), φ ${factor}`,
    mean: 0,
    values(random, length) {
      const series = new Float64Array(length);
      let value = normal(random) / Math.sqrt(1 - factor * factor);
      for (let index = 0; index < length; index++) series[index] = value = factor * value + normal(random);
      return series;
    },
  };
}

/** Waits in the queue of an M/M/1 in its steady state, with services of mean 1: D. V. Lindley's recursion. */
export function queueWaits(utilization: number): Process {
  return {
    name: `M/M/1, ρ ${utilization}`,
    mean: utilization / (1 - utilization),
    values(random, length) {
      const series = new Float64Array(length);
      let wait = random.uniform() < utilization ? exponential(random) / (1 - utilization) : 0;
      for (let index = 0; index < length; index++) {
        series[index] = wait;
        wait = Math.max(0, wait + exponential(random) - exponential(random) / utilization);
      }
      return series;
    },
  };
}

/** Turns independent values into a run. */
export function independent({ name, mean, draw }: Distribution): Process {
  return { name, mean, values: (random, length) => Float64Array.from({ length }, () => draw(random)) };
}
