import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { prepare, steps, type Step, type StepResult } from './steps.js';

const USAGE = 'usage: npm run -s bench:scenario -- [--json]';

interface Measured extends StepResult {
  /** Peak memory of the process. */
  readonly megabytes: number;
}

async function main(args: readonly string[]): Promise<number> {
  let json = false;
  try {
    json = parseArgs({ args: [...args], options: { json: { type: 'boolean' } } }).values.json === true;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n${USAGE}\n`);
    return 2;
  }
  const folder = await mkdtemp(join(tmpdir(), 'disco-bench-'));
  try {
    await prepare(folder);
    for (const step of steps) {
      const measured = await inOwnProcess(step, folder);
      process.stdout.write(json ? `${JSON.stringify({ step: step.name, ...measured })}\n` : line(step, measured));
    }
    return 0;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** In its own process, so that the peak of memory is that of the step. */
async function inOwnProcess({ name }: Step, folder: string): Promise<Measured> {
  const child = fork(fileURLToPath(new URL('./child.js', import.meta.url)), [name, folder]);
  const [outcome] = (await Promise.race([once(child, 'message'), once(child, 'exit')])) as [Measured | number];
  if (typeof outcome === 'object' && outcome !== null) return outcome;
  throw new Error(`the step '${name}' ended with exit code ${outcome}`);
}

function line(
  { name, seconds: most, megabytes: mostMegabytes }: Step,
  { seconds, megabytes, figures }: Measured,
): string {
  const verdict = seconds <= most && megabytes <= mostMegabytes ? 'ok' : 'MISSED';
  const details = Object.entries(figures).map(([key, value]) => `${key} ${Number(value.toPrecision(4))}`);
  const time = `${Number(seconds.toPrecision(3))} s of ${most}`;
  return `${name.padEnd(10)} ${time.padEnd(20)} ${Math.round(megabytes)} MB of ${mostMegabytes}  ${verdict}  ${details.join(', ')}\n`;
}

process.exitCode = await main(process.argv.slice(2));
