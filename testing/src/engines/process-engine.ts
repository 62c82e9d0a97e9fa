import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { FoundEngine } from './engine.js';

const execute = promisify(execFile);

const LIMITS = { maxBuffer: 1 << 26, timeout: 900_000 };

/**
 * An engine that is started as a process with a script.
 *
 * @param command the program and its arguments; the script file comes last
 * @param print its global function that writes a line
 */
export function processEngine(version: string, command: readonly string[], print: string): FoundEngine {
  const [program = '', ...args] = command;
  return {
    version,
    async run(script) {
      const folder = await mkdtemp(join(tmpdir(), 'disco-engines-'));
      try {
        const file = join(folder, 'script.js');
        await writeFile(file, `globalThis.printLine = ${print};\n${script}`);
        const { stdout } = await execute(program, [...args, file], LIMITS);
        return stdout.split('\n').filter((line) => line !== '');
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
  };
}

/** What a program prints; undefined if it is missing or fails. */
export async function printed(program: string, ...args: readonly string[]): Promise<string | undefined> {
  try {
    return (await execute(program, args, LIMITS)).stdout.trim();
  } catch {
    return undefined;
  }
}
