import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { carryOut } from './carry-out.js';
import type { Effort, ExperimentPart, Figure } from './experiment-part.js';

const COMMAND = fileURLToPath(new URL('../main.js', import.meta.url));

/** The report of an experiment with many records: all of `disco report`, including its start. */
export const largeReport: ExperimentPart = { name: 'report', measure: measureReport };

async function measureReport({ quick, rounds, folder }: Effort): Promise<readonly Figure[]> {
  const results = join(folder, 'results');
  const { seconds } = await carryOut(quick ? 'fewSeries' : 'manySeries', results, 2);
  const out = join(folder, 'report.html');
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) times.push(await timeOfReport(results, out));
  return [
    { name: 's for the report', values: times, most: 5 },
    { name: 'MB of the report', values: [(await stat(out)).size / 1e6], most: 5 },
    { name: 's to run the replications of it on 2 cores', values: [seconds] },
  ];
}

async function timeOfReport(results: string, out: string): Promise<number> {
  const start = performance.now();
  const child = spawn(process.execPath, [COMMAND, 'report', results, '--out', out], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`disco report ended with exit code ${code}`);
  return (performance.now() - start) / 1000;
}
