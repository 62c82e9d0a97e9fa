import { parentPort, workerData } from 'node:worker_threads';
import type { SeedRange, SeedReport } from './seed-range.js';
import { calmDigest, simulate } from './simulate.js';

// The entry point of a thread that simulates every so-manieth seed.
const { first, end, step } = workerData as SeedRange;
const calm = await calmDigest();
for (let seed = first; seed < end; seed += step) {
  const { end: ended, fault } = await simulate(seed, calm);
  const report: SeedReport = { seed, end: ended, fault };
  parentPort?.postMessage(report, []);
}
