import { RandomStreams } from '@disco-engine/kernel';
import type { distributions, Sampler } from '@disco-engine/sdk';
import { SAMPLER_CASES } from '../../src/engines/suites/sampler-cases.js';

/** The same for all samplers, and chosen before any of them was tested. */
const SEED = 1;

/** Values of one of `SAMPLER_CASES`, ascending. */
export function sortedSample(name: string, count: number): Float64Array {
  const sampler = samplerOf(name);
  return Float64Array.from({ length: count }, () => sampler.sample()).sort();
}

/** One of `SAMPLER_CASES`, at its first draw. */
export function samplerOf(name: string, replication = 0): Sampler {
  const make = SAMPLER_CASES.get(name);
  if (make === undefined) throw new Error(`unknown sampler ${name}`);
  return make(new RandomStreams({ masterSeed: SEED, replication }).open(name));
}

/** The quantiles by which a sampler draws; undefined for samplers that do not. */
export function quantilesOf(name: string): distributions.Distribution | undefined {
  return (samplerOf(name) as Partial<distributions.InversionSampler>).distribution;
}

/** Mean, variance and fourth central moment of a sample. */
export function momentsOf(sample: Float64Array): { mean: number; variance: number; fourth: number } {
  const mean = average(sample, (value) => value);
  const variance = average(sample, (value) => (value - mean) ** 2);
  return { mean, variance, fourth: average(sample, (value) => (value - mean) ** 4) };
}

function average(sample: Float64Array, of: (value: number) => number): number {
  let sum = 0;
  for (const value of sample) sum += of(value);
  return sum / sample.length;
}
