import { parentPort, workerData } from 'node:worker_threads';
import { simulatorOf, type Verdict } from './seed-kind.js';

/** What a thread simulates: each `step`-th seed from `first` to before `end`, of each of the kinds. */
export interface SeedRange {
  readonly first: number;
  readonly end: number;
  readonly step: number;
  readonly kinds: readonly { readonly name: string; readonly module: string }[];
}

/** What came of one seed, for another thread. */
export interface SeedReport extends Omit<Verdict, 'story'> {
  readonly kind: string;
}

const { first, end, step, kinds } = workerData as SeedRange;
for (const kind of kinds) {
  const simulate = await simulatorOf(kind);
  for (let seed = first; seed < end; seed += step) {
    const { end: ended, fault } = await simulate(seed);
    const report: SeedReport = { kind: kind.name, seed, end: ended, fault };
    parentPort?.postMessage(report, []);
  }
}
