import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SimulateSeed } from '@disco-engine/transports/simulation';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { calmDigest, simulate } from '../../src/simulator/simulate.js';
import { FARM_MUTANTS } from './farm-mutants.js';
import { MUTANTS, type Mutant } from './mutants.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
/** Beside the packages that are not changed, which a copy finds there. */
const cache = join(root, 'node_modules/.cache');
const PACKAGES = {
  transports: 'transports',
  'cluster/workers': 'cluster',
  'cluster/coordinator': 'coordinator',
} as const;

/** The copies, which are changed one place at a time. */
let copies = '';
beforeAll(async () => {
  await mkdir(cache, { recursive: true });
  copies = await mkdtemp(join(cache, 'mutants-'));
  for (const [from, to] of Object.entries(PACKAGES))
    for (const part of ['dist', 'package.json'])
      await cp(join(root, from, part), join(copies, 'node_modules/@disco-engine', to, part), { recursive: true });
});
afterAll(() => rm(copies, { recursive: true, force: true }));

it('no seed finds a mistake in what is not changed', async () => {
  const calm = await calmDigest();
  for (const { seed } of MUTANTS) expect(await simulate(seed, calm)).toMatchObject({ seed, fault: undefined });
});

it('no seed finds a mistake in farms that are not changed', async () => {
  const { simulator } = (await import(join(root, 'cluster/coordinator/dist/simulator/simulate.js'))) as {
    readonly simulator: () => Promise<SimulateSeed>;
  };
  const simulateFarm = await simulator();
  for (const { seed } of FARM_MUTANTS) expect(await simulateFarm(seed)).toMatchObject({ seed, fault: undefined });
});

// A change of the simulator changes its stories: `--first-failure` with a mutant finds another seed for it.
it.each([...MUTANTS, ...FARM_MUTANTS])('a seed finds a protocol that $does', async (mutant) => {
  const packages = join(copies, 'node_modules/@disco-engine');
  const place = (Object.keys(PACKAGES) as (keyof typeof PACKAGES)[]).find((start) => mutant.file.startsWith(start));
  if (place === undefined) throw new Error(`${mutant.file} is in none of the packages`);
  const { path, code, changed } = await changeIn(join(packages, PACKAGES[place], 'dist'), mutant);
  await writeFile(path, changed);
  try {
    const simulator = place === 'cluster/coordinator' ? 'coordinator' : 'cluster';
    expect(await simulateCopy(join(packages, simulator), mutant.seed)).toMatch(/\n0 passed, 1 failed\n$/);
  } finally {
    await writeFile(path, code);
  }
});

/** Where a mutant changes a package. Modules are built into a few files, where a comment with its name stands before most of them. */
async function changeIn(
  dist: string,
  { file, from, to }: Mutant,
): Promise<{ path: string; code: string; changed: string }> {
  const names = (await readdir(dist, { recursive: true })).filter((name) => name.endsWith('.js'));
  const places = names.flatMap((name) => {
    const path = join(dist, name);
    const code = readFileSync(path, 'utf8');
    const modules = code.split(/^(?=\/\/ \S+\.ts$)/m);
    return modules.flatMap((module, at) => (module.includes(from) ? [{ path, code, modules, module, at }] : []));
  });
  const [only, ...others] =
    places.length === 1 ? places : places.filter(({ module }) => module.startsWith(`// ${file}\n`));
  if (only === undefined || others.length > 0 || only.module.split(from).length !== 2)
    throw new Error(`${file} does not have exactly one place to change: ${from}`);
  const changed = only.modules.map((module, at) => (at === only.at ? module.replace(from, to) : module)).join('');
  return { path: only.path, code: only.code, changed };
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
