import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { LogMode } from './logged-run.js';
import type { MemoryOfRun } from './memory-of-run.js';
import type { ExperimentPart, Figure } from './part.js';

const POINTS = 10_000_000;
const CHILD = fileURLToPath(new URL('memory-child.js', import.meta.url));
/**
 * Far less than the 24 bytes per point of a log that stays in memory, and more than a late garbage collection accounts
 * for.
 */
const MOST_MB = 16;

/** How much memory grows during a run that logs points of all kinds, and while its file is written. */
export const logMemory: ExperimentPart = {
  name: 'log-memory',
  async measure({ quick, rounds: count, folder }) {
    const points = quick ? POINTS / 10 : POINTS;
    const rounds: Record<'short' | 'long' | 'shortOff' | 'longOff', MemoryOfRun>[] = [];
    for (let round = 0; round < count; round++)
      rounds.push({
        short: await memoryOf('parquet', points / 10, folder),
        long: await memoryOf('parquet', points, folder),
        shortOff: await memoryOf('off', points / 10, folder),
        longOff: await memoryOf('off', points, folder),
      });
    const figure = (name: string, value: (round: (typeof rounds)[number]) => number, most?: number): Figure => {
      return { name, values: rounds.map(value), most };
    };
    const [few, many] = [`${points / 1e7} M points`, `${points / 1e6} M points`];
    return [
      figure(`MB more in a run of ${many} than of ${few}`, ({ short, long }) => long.growth - short.growth, MOST_MB),
      figure(`MB by which a run of ${few} grows`, ({ short }) => short.growth),
      figure(`MB by which a run of ${many} grows`, ({ long }) => long.growth),
      figure(`MB without a log, as long as ${few}`, ({ shortOff }) => shortOff.growth),
      figure(`MB without a log, as long as ${many}`, ({ longOff }) => longOff.growth),
      figure(`MB more while a file of ${few} is written`, ({ short }) => short.writing),
      figure(`MB more while a file of ${many} is written`, ({ long }) => long.writing),
    ];
  },
};

/** In a separate process: a heap that has grown once stays large. */
async function memoryOf(mode: LogMode, points: number, folder: string): Promise<MemoryOfRun> {
  const child = fork(CHILD, [mode, String(points), folder], { execArgv: ['--expose-gc'] });
  const [outcome] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [MemoryOfRun | number];
  if (typeof outcome === 'object' && outcome !== null) return outcome;
  throw new Error(`the run with log '${mode}' ended with exit code ${outcome}`);
}
