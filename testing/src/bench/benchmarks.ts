import { pathToFileURL } from 'node:url';
import type { Benchmark } from './benchmark.js';
import { dailyBenchmark } from './daily.js';
import { memoryBenchmark } from './memory.js';
import { pholdKernel } from './phold-kernel.js';
import { pholdSdk } from './phold-sdk.js';
import { processesBenchmark } from './processes.js';
import { referenceBenchmark } from './reference-benchmark.js';
import { samplersBenchmark } from './samplers.js';
import { timersBenchmark } from './timers.js';

/** The benchmarks of the engine itself, in the order in which they run. */
const OWN: readonly Benchmark[] = [
  referenceBenchmark,
  pholdKernel('phold-kernel', { a: 'a', b: 'b', c: 'c' }, { digest: 'off' }),
  pholdKernel('phold-streams', { a: 'a', b: 'b' }, { digest: 'off', streams: true }),
  pholdSdk,
  pholdKernel('phold-digest-order', { a: 'a' }, { digest: 'order' }),
  pholdKernel('phold-digest-full', { a: 'a' }, { digest: 'full' }),
  pholdKernel('phold-observed', { a: 'a' }, { digest: 'off', observed: 'all' }),
  pholdKernel('phold-watched', { a: 'a' }, { digest: 'off', observed: 'one' }),
  dailyBenchmark,
  timersBenchmark,
  processesBenchmark,
  memoryBenchmark,
  samplersBenchmark,
];

/**
 * All benchmarks: those of the engine, then those of other packages.
 *
 * @param modules paths of compiled modules that export a list `benchmarks`
 * @throws Error for a module without one
 */
export async function loadBenchmarks(modules: readonly string[]): Promise<readonly Benchmark[]> {
  const brought = await Promise.all(
    modules.map(async (path) => {
      const { benchmarks } = (await import(pathToFileURL(path).href)) as { readonly benchmarks?: readonly Benchmark[] };
      if (benchmarks === undefined) throw new Error(`${path} exports no list 'benchmarks'`);
      return benchmarks;
    }),
  );
  return [...OWN, ...brought.flat()];
}
