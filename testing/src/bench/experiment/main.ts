import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DiscoError } from '@disco-engine/kernel';
import {
  readExperimentArguments,
  refuseUnknownParts,
  USAGE,
  type ExperimentArguments,
} from './experiment-arguments.js';
import { figureJson, figureLine, HEADING } from './figure-report.js';
import { loadParts } from './load-parts.js';
import type { Figure } from './part.js';

const CHILD = fileURLToPath(new URL('child.js', import.meta.url));

async function main(args: readonly string[]): Promise<number> {
  let asked: ExperimentArguments;
  let names: readonly string[];
  try {
    asked = readExperimentArguments(args);
    names = (await loadParts(asked.modules)).map(({ name }) => name);
    refuseUnknownParts(asked.only, names);
  } catch (error) {
    if (!(error instanceof DiscoError)) throw error;
    console.error(`${error.message}\n${USAGE}`);
    return 2;
  }
  const { help, json, quick, only } = asked;
  if (help) {
    console.log(`${USAGE}\nparts: ${names.join(', ')}`);
    return 0;
  }
  if (!json) console.log(HEADING);
  let failed = false;
  for (const name of names) {
    if (only.length > 0 && !only.includes(name)) continue;
    const figures = await measureInChild(name, asked);
    failed ||= figures === undefined;
    for (const figure of figures ?? []) console.log(json ? figureJson(name, figure) : figureLine(name, figure, quick));
  }
  return failed ? 1 : 0;
}

/** Returns nothing if the child failed: it has printed the reason to stderr. */
async function measureInChild(
  name: string,
  { quick, rounds, modules }: ExperimentArguments,
): Promise<readonly Figure[] | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'disco-bench-'));
  try {
    const child = fork(CHILD, [name, String(quick), String(rounds), folder, ...modules], {
      execArgv: ['--expose-gc'],
    });
    return await new Promise((resolve, reject) => {
      let figures: readonly Figure[] | undefined;
      child.on('message', (message) => (figures = message as readonly Figure[]));
      child.on('error', reject);
      child.on('close', () => resolve(figures));
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

process.exitCode = await main(process.argv.slice(2));
