import type { Benchmark } from './benchmark.js';
import { referenceBenchmark } from './reference-benchmark.js';

/** Every benchmark, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [referenceBenchmark];
