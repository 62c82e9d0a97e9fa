import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { InvalidInputError } from '@disco-engine/kernel';
import { type BenchArguments, moduleArguments, readArguments, USAGE } from './arguments.js';
import { loadBenchmarks } from './benchmarks.js';
import type { Measurement } from './harness.js';
import { jsonLine, TABLE_HEADING, tableLine } from './report.js';

const EVENTS_PER_ROUND = 3_000_000;
const CHILD = fileURLToPath(new URL('child.js', import.meta.url));

async function main(args: readonly string[]): Promise<number> {
  const modules = moduleArguments(args);
  const benchmarks = await loadBenchmarks(modules);
  let asked: BenchArguments;
  try {
    asked = readArguments(
      args,
      benchmarks.map(({ name }) => name),
    );
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    console.error(`${error.message}\n${USAGE}`);
    return 2;
  }
  if (!asked.json) console.log(TABLE_HEADING);
  let failed = false;
  for (const { name, configs } of benchmarks) {
    if (asked.only.length > 0 && !asked.only.includes(name)) continue;
    for (const config of Object.keys(configs)) {
      const measurement = await measureInChild(name, config, asked.rounds, modules);
      if (measurement === undefined) failed = true;
      else console.log(asked.json ? jsonLine(measurement) : tableLine(measurement));
    }
  }
  return failed ? 1 : 0;
}

/** Returns nothing if the child failed: it has printed the reason to stderr. */
function measureInChild(
  name: string,
  config: string,
  rounds: number,
  modules: readonly string[],
): Promise<Measurement | undefined> {
  const args = [name, config, String(rounds), String(EVENTS_PER_ROUND), ...modules];
  // As in processes that `disco` starts; see docs/explanation/performance.md.
  const execArgv = ['--expose-gc', '--max-inlined-bytecode-size-cumulative=2000'];
  const child = fork(CHILD, args, { execArgv });
  return new Promise((resolve, reject) => {
    let measurement: Measurement | undefined;
    child.on('message', (message) => (measurement = message as Measurement));
    child.on('error', reject);
    child.on('close', () => resolve(measurement));
  });
}

process.exitCode = await main(process.argv.slice(2));
