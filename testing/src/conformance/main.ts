import { resolve } from 'node:path';
import { readTraces } from './read-traces.js';
import { runCase } from './run-case.js';

const USAGE = 'usage: npm run -s conformance -- FILE…   (trace files, .json or .json.gz)';

async function main(files: readonly string[]): Promise<number> {
  if (files.length === 0 || files.some((file) => file.startsWith('-'))) {
    console.error(USAGE);
    return 2;
  }
  let [passed, failed] = [0, 0];
  for (const file of files) {
    try {
      for (const traceCase of (await readTraces(resolve(process.env.INIT_CWD ?? '.', file))).cases) {
        const difference = outcome(() => runCase(traceCase));
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

/** An exception is a failure of that case alone. */
function outcome(run: () => string | undefined): string | undefined {
  try {
    return run();
  } catch (error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  }
}

process.exitCode = await main(process.argv.slice(2));
