import type { Benchmark } from './benchmark.js';
import { pholdKernel } from './phold-kernel.js';
import { pholdSdk } from './phold-sdk.js';
import { referenceBenchmark } from './reference-benchmark.js';

/** Every benchmark, in the order in which they run. */
export const benchmarks: readonly Benchmark[] = [
  referenceBenchmark,
  pholdKernel('phold-kernel', { a: 'a', b: 'b', c: 'c' }, 'off'),
  pholdSdk,
  pholdKernel('phold-digest-order', { a: 'a' }, 'order'),
  pholdKernel('phold-digest-full', { a: 'a' }, 'full'),
];
