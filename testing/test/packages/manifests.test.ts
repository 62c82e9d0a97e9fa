import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkPackage, createPackageFromTarballData } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { pack, type Tarballs } from './pack.js';
import { publishedPackages, root } from './published-packages.js';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 300_000 });

const packages = publishedPackages();
let folder = '';
let tarballs: Tarballs = new Map();
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-manifests-'));
  tarballs = await pack(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const tarball = (name: string): string => tarballs.get(name) ?? expect.fail(`${name} was not packed`);

it('exactly the packages that are not private are packed', () =>
  expect([...tarballs.keys()].sort()).toEqual(packages.map(({ manifest }) => manifest.name).sort()));

describe.each(packages)('$manifest.name', ({ folder: place, manifest, entries }) => {
  it('states its origin', () => {
    const url = 'https://github.com/disco-engine/disco-engine';
    expect(manifest).toMatchObject({
      license: 'Apache-2.0',
      homepage: `${url}/tree/main/${place}#readme`,
      bugs: `${url}/issues`,
      repository: { type: 'git', url: `git+${url}.git`, directory: place },
      keywords: expect.arrayContaining(['simulation', 'discrete-event-simulation']) as string[],
    });
  });

  it('contains its README and the licence of the repository', async () => {
    const { stdout } = spawnSync('tar', ['-tzf', tarball(manifest.name)], { encoding: 'utf8' });
    expect(stdout.split('\n')).toEqual(expect.arrayContaining(['package/LICENSE', 'package/README.md']));
    const licences = [place, '.'].map((at) => readFile(join(root, at, 'LICENSE'), 'utf8'));
    const [own, common] = await Promise.all(licences);
    expect(own).toBe(common);
    expect(await readFile(join(root, place, 'README.md'), 'utf8')).toMatch(new RegExp(`^# ${manifest.name}\n`));
  });

  // Under a condition of our own name: a user's build that looks for `source` must not find our TypeScript.
  it('names the source of each entry point, which exists', () => {
    for (const [, { '@disco-engine/source': source, types, default: code }] of entries) {
      expect(existsSync(join(root, place, source)), source).toBe(true);
      const built = source.replace(/^\.\/src\/(.+)\.ts$/, './dist/$1');
      expect({ types, code }).toEqual({ types: `${built}.d.ts`, code: `${built}.js` });
    }
  });

  it('passes publint', async () => {
    const bytes = await readFile(tarball(manifest.name));
    const data = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
    expect((await publint({ pack: { tarball: data }, strict: true })).messages).toEqual([]);
  });

  it('passes attw: its types are found wherever its code is', async () => {
    const bytes = new Uint8Array(await readFile(tarball(manifest.name)));
    const analysis = await checkPackage(createPackageFromTarballData(bytes));
    if (!analysis.types) expect.fail('it has no types');
    // The packages are ES modules only, so they cannot be reached in these ways.
    const others = new Set(['node10', 'node16-cjs']);
    const isOurs = (problem: object): boolean =>
      !('resolutionKind' in problem && others.has(String(problem.resolutionKind)));
    expect(analysis.problems.filter(isOurs)).toEqual([]);
  });
});
