import { resolve } from 'node:path';
import { InvalidInputError } from '@disco-engine/kernel';
import { readArguments, USAGE, type ConformanceArguments } from './arguments.js';
import { readTraces } from './read-traces.js';
import { runCase } from './run-case.js';

async function main(args: readonly string[]): Promise<number> {
  const wanted = argumentsOf(args);
  if (wanted === undefined) return 2;
  if (wanted.help) {
    console.log(USAGE);
    return 0;
  }
  return runFiles(wanted);
}

function argumentsOf(args: readonly string[]): ConformanceArguments | undefined {
  try {
    return readArguments(args);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    console.error(`${error.message}\n\n${USAGE}`);
    return undefined;
  }
}

async function runFiles({ files, workers, transport }: ConformanceArguments): Promise<number> {
  let [passed, failed] = [0, 0];
  for (const file of files) {
    try {
      for (const traceCase of (await readTraces(resolve(process.env.INIT_CWD ?? '.', file))).cases) {
        const difference = await outcome(() => runCase(traceCase, workers, transport));
        if (difference === undefined) passed += 1;
        else {
          failed += 1;
          console.log(`FAILED ${traceCase.model?.id ?? file}: ${difference}`);
        }
      }
    } catch (error) {
      failed += 1;
      console.log(`FAILED ${file}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

/** An exception fails only that case. */
async function outcome(run: () => Promise<string | undefined>): Promise<string | undefined> {
  try {
    return await run();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

process.exitCode = await main(process.argv.slice(2));
