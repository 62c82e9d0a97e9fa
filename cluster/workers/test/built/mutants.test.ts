import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { calmDigest, simulate } from '../../src/simulator/simulate.js';
import { MUTANTS, type Mutant } from './mutants.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
/** Beside the packages that are not changed, which a copy finds there. */
const cache = join(root, 'node_modules/.cache');
const PACKAGES = { transports: 'transports', 'cluster/workers': 'cluster' } as const;

let folder = '';
beforeAll(async () => {
  await mkdir(cache, { recursive: true });
  folder = await mkdtemp(join(cache, 'mutants-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('no seed finds a mistake in what is not changed', async () => {
  const calm = await calmDigest();
  for (const { seed } of MUTANTS) expect(await simulate(seed, calm)).toMatchObject({ seed, fault: undefined });
});

// A change of the simulator changes its stories: `--first-failure` with a mutant finds another seed for it.
it.each(MUTANTS)('a seed finds a protocol that $does', async (mutant) => {
  expect(await simulateCopy(await copyOf(mutant.does, mutant), mutant.seed)).toMatch(/\n0 passed, 1 failed\n$/);
});

/** The compiled packages, with one place changed. Returns the folder of the copy of `cluster`. */
async function copyOf(name: string, mutant?: Mutant): Promise<string> {
  const packages = join(folder, name.replaceAll(' ', '-'), 'node_modules/@disco-engine');
  for (const [from, to] of Object.entries(PACKAGES))
    for (const part of ['dist', 'package.json'])
      await cp(join(root, from, part), join(packages, to, part), { recursive: true });
  if (mutant !== undefined) await change(join(packages, PACKAGES[mutant.of], 'dist'), mutant);
  return join(packages, 'cluster');
}

async function change(built: string, { does, from, to }: Mutant): Promise<void> {
  let places = 0;
  for (const name of await readdir(built, { recursive: true })) {
    if (!name.endsWith('.js')) continue;
    const path = join(built, name);
    const code = await readFile(path, 'utf8');
    if (!code.includes(from)) continue;
    places += code.split(from).length - 1;
    await writeFile(path, code.replace(from, to));
  }
  expect(places, `places to change for a protocol that ${does}`).toBe(1);
}

async function simulateCopy(copy: string, seed: number): Promise<string> {
  const child = spawn(process.execPath, [join(copy, 'dist/simulator/main.js'), '--seed', String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  return output;
}
