import { pathToFileURL } from 'node:url';
import { PHOLD_SIZES } from '../phold.js';
import { pholdWorkers } from './phold-workers.js';
import type { WorkersBenchmark } from './workers-benchmark.js';

/** A heavy handler computes for about 20 µs. */
export const HEAVY_MICROSECONDS = 20;

/**
 * All multi-worker benchmarks: those of the engine, then those of other packages.
 *
 * @param rounds rounds of the loop in a heavy handler, measured once for all workers
 * @param modules paths of compiled modules that export a list `workersBenchmarks`
 */
export async function loadWorkersBenchmarks(
  rounds: number,
  modules: readonly string[],
): Promise<readonly WorkersBenchmark[]> {
  const brought = await Promise.all(
    modules.map(async (path) => {
      const module = (await import(pathToFileURL(path).href)) as {
        readonly workersBenchmarks?: readonly WorkersBenchmark[];
      };
      if (module.workersBenchmarks === undefined) throw new Error(`${path} exports no list 'workersBenchmarks'`);
      return module.workersBenchmarks;
    }),
  );
  return [
    pholdWorkers('handlers-20us', () => ({ size: PHOLD_SIZES.a, until: 6, rounds, remote: 0.1 })),
    pholdWorkers('phold-a', () => ({ size: PHOLD_SIZES.a, until: 300, rounds: 0 })),
    ...brought.flat(),
  ];
}
