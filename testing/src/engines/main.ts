import { resolve } from 'node:path';
import { InvalidInputError } from '@disco-engine/kernel';
import { readArguments, usage, type EnginesArguments } from './arguments.js';
import { chromiumEngine } from './chromium.js';
import { ENGINES } from './engine-list.js';
import { report } from './report.js';
import { runEngines } from './run-engines.js';
import { loadSuites } from './suites.js';

const names = ENGINES.map(({ name }) => name);

async function main(args: readonly string[]): Promise<number> {
  let asked: EnginesArguments;
  try {
    asked = readArguments(args, names);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    console.error(`${error.message}\n\n${usage(names)}`);
    return 2;
  }
  if (asked.help) {
    console.log(usage(names));
    return 0;
  }
  const { engines: byName } = asked;
  const wanted = ENGINES.filter(({ name, always }) => byName?.includes(name) ?? always);
  const suites = await loadSuites(asked.modules.map((module) => resolve(module)));
  const results = await runEngines(wanted, suites);
  const ran = (name: string): boolean => results.some((result) => result.name === name && 'suites' in result);
  const { text, passed, failed } = report(results, suites, {
    // In CI, nobody would notice that an engine did not run.
    mustBeHere: (name) => byName?.includes(name) ?? process.env['CI'] !== undefined,
    // Versions of Node may have the same Math, and Chromium rounds it differently from all of them.
    controlMustDiffer: ran(chromiumEngine.name),
  });
  console.log(`${text}\n\n${passed} passed, ${failed} failed`);
  return failed > 0 ? 1 : 0;
}

process.exitCode = await main(process.argv.slice(2));
