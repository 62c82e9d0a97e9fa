import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, readdir, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { checkoutOf } from '../../src/init/checkout.js';
import { packageNameFault } from '../../src/init/package-name.js';
import { packEngine } from '../../src/init/packed-engine.js';
import { packageFiles } from '../../src/init/template.js';
import { lookAt, writePackage } from '../../src/init/write-package.js';
import { Disco } from './disco.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));
const FILES = [
  '.gitignore',
  '.oxlintrc.json',
  'README.md',
  'package.json',
  'src/experiment.ts',
  'src/model.ts',
  'test/model.test.ts',
  'test/tsconfig.json',
  'tsconfig.json',
  'vitest.config.ts',
];
/** All packages of the engine. A package created from a checkout includes each of them. */
const PACKAGES = [
  'cli',
  'cluster',
  'coordinator',
  'data',
  'experiments',
  'kernel',
  'mathematics',
  'partitioner',
  'report',
  'sdk',
  'statistics',
  'testing',
  'transports',
];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly overrides?: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

// Most tests start npm, the compiler or Vitest, one after another.
vi.setConfig({ testTimeout: 180_000, hookTimeout: 300_000 });

const disco = new Disco();
let folder = '';
beforeAll(async () => {
  // The real path, because the compiler and Vitest report real paths.
  folder = await realpath(await mkdtemp(join(tmpdir(), 'disco-init-test-')));
});
afterAll(async () => {
  await disco.close();
  await rm(folder, { recursive: true, force: true });
});

async function manifest(path: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(path, 'package.json'), 'utf8')) as Manifest;
}

async function filesIn(path: string): Promise<string[]> {
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return files.map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1)).sort();
}

describe('disco init', () => {
  it('refuses a folder with files, and names all of them and the invalid name', async () => {
    const path = join(folder, 'Full Folder');
    await mkdir(join(path, 'src'), { recursive: true });
    await writeFile(join(path, '.env'), 'SECRET=1');
    await writeFile(join(path, 'notes.txt'), 'mine');
    const { code, stdout, stderr } = await disco.run('init', path);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('it has .env, notes.txt, src;');
    expect(stderr).toContain('[FOLDER_NOT_EMPTY]');
    expect(stderr).toContain("'Full Folder'");
    expect((await readdir(path)).sort()).toEqual(['.env', 'notes.txt', 'src']);
  });

  it('refuses an unknown style', async () => {
    const { code, stderr } = await disco.run('init', join(folder, 'styled'), '--style', 'actor');
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining("--style is 'actor'") as string });
    expect(await readdir(folder)).not.toContain('styled');
  });

  it.each(['file/below', 'nowhere/below', 'file'])('refuses a place that cannot be written: %s', async (place) => {
    await writeFile(join(folder, 'file'), '');
    const before = await readdir(folder);
    const { code, stderr } = await disco.run('init', join(folder, place));
    expect(code).toBe(2);
    expect(stderr).toContain('[FOLDER_UNWRITABLE]');
    expect(await readdir(folder)).toEqual(before);
  });

  // The superuser can write everywhere.
  it.skipIf(process.getuid?.() === 0)('refuses a parent that may not be written', async () => {
    const parent = join(folder, 'locked');
    await mkdir(parent);
    await chmod(parent, 0o555);
    const { code, stderr } = await disco.run('init', join(parent, 'below'));
    expect(code).toBe(2);
    expect(stderr).toContain('[FOLDER_UNWRITABLE]');
  });

  it.each([false, true])('leaves nothing behind if it fails midway; existing folder: %s', async (isThere) => {
    const parent = await mkdtemp(join(folder, 'midway-'));
    const path = join(parent, 'model');
    if (isThere) await mkdir(path);
    const files = [
      { path: 'README.md', content: '' },
      { path: 'README.md/below', content: 'a file cannot be a folder too' },
    ];
    const writing = lookAt(path).then((place) => writePackage(place, files));
    await expect(writing).rejects.toMatchObject({ code: 'FOLDER_UNWRITABLE', cause: expect.any(Error) as Error });
    expect(await readdir(parent, { recursive: true })).toEqual(isThere ? ['model'] : []);
  });
});

describe('packageNameFault', () => {
  it.each(['harbour', 'harbour-2', 'a.b_c', '@port/harbour', '2d', 'a'.repeat(214)])('accepts %s', (name) =>
    expect(packageNameFault(name)).toBeUndefined(),
  );

  it.each(
    [
      '',
      'Harbour',
      '.harbour',
      '_harbour',
      '-harbour',
      'har bour',
      ' harbour',
      'har/bour',
      '@port',
      '@port/',
      '@/a',
    ].concat([
      '@port/.a',
      '@a/b/c',
      'häfen',
      'a~b',
      'a\n',
      'node_modules',
      'favicon.ico',
      'http',
      'fs/promises',
      'a'.repeat(215),
    ]),
  )("refuses '%s'", (name) => expect(packageNameFault(name)).toEqual(expect.any(String)));
});

describe('packageFiles', () => {
  it('depends on the published engine of this version, and on what the engine is tested with', async () => {
    const files = await packageFiles('@port/harbour.model', 'handler');
    expect(files.map(({ path }) => path).sort()).toEqual(FILES);
    const text = files.find(({ path }) => path === 'package.json')?.content;
    const made = JSON.parse(String(text)) as Manifest;
    const [ours, { version }] = await Promise.all([root, join(root, 'cluster/cli')].map(manifest));
    expect(made.name).toBe('@port/harbour.model');
    expect(made.engines).toEqual(ours?.engines);
    // The clone installs more: its site brings esbuild.
    expect(Object.keys(made.allowScripts ?? {})).not.toEqual([]);
    expect(ours?.allowScripts).toMatchObject(made.allowScripts ?? {});
    expect(made.overrides).toBeUndefined();
    const {
      typescript,
      vitest,
      oxlint,
      '@types/node': types,
      ...engine
    } = { ...made.devDependencies, ...made.dependencies };
    expect(engine).toEqual({
      '@disco-engine/cli': version,
      '@disco-engine/data': version,
      '@disco-engine/experiments': version,
      '@disco-engine/partitioner': version,
      '@disco-engine/sdk': version,
      '@disco-engine/statistics': version,
      '@disco-engine/testing': version,
    });
    // Every range has the major version that the repository pins.
    const majors = (range = ''): string | undefined => range.replace(/^[~^]/, '').split('.')[0];
    const pinned = ours?.devDependencies;
    expect([typescript, vitest, oxlint, types].map(majors)).toEqual(
      [pinned?.['typescript'], pinned?.['vitest'], pinned?.['oxlint'], pinned?.['@types/node']].map(majors),
    );
  });
});

describe('a checkout', () => {
  it('is the root of the repository with the workspace of the command', async () =>
    expect(await checkoutOf()).toBe(join(root, '.')));

  it.each(['node_modules/@disco-engine/cli', 'other/cluster/cli'])('is not the folder around %s', async (place) => {
    const path = join(folder, 'installed', place);
    await mkdir(path, { recursive: true });
    await writeFile(join(path, '../../package.json'), '{ "name": "other" }');
    expect(await checkoutOf(path)).toBeUndefined();
  });

  it('that cannot be packed is reported, with what to do', async () => {
    const path = join(folder, 'broken');
    await mkdir(path);
    await writeFile(join(path, 'package.json'), '{ "name": "disco-engine", "scripts": { "pack": "exit 3" } }');
    await expect(packEngine(path)).rejects.toMatchObject({
      code: 'PACK_FAILED',
      message: expect.stringContaining(`the packages in ${path} cannot be packed`) as string,
    });
  });
});

/** These tests work on one package, in the order in which a new user would. */
describe('the package that a user creates from a checkout', () => {
  let path = '';

  function npm(...args: readonly string[]): string {
    // Without the variables by which Vitest identifies its workers.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$|NODE_OPTIONS$|npm_)/.test(name)),
    );
    const { status, stdout, stderr } = spawnSync('npm', args, {
      cwd: path,
      env: { ...env, NO_COLOR: '1', npm_config_update_notifier: 'false' },
      encoding: 'utf8',
    });
    expect(status, `${stdout}${stderr}`).toBe(0);
    expect(stderr).not.toContain('npm warn');
    return stdout + stderr;
  }

  it('is created in an empty repository, whose folder is kept', async () => {
    path = join(folder, 'cloned');
    await mkdir(join(path, '.git'), { recursive: true });
    const args = [join(root, 'cluster/cli/bin/disco.js'), 'init', '--json'];
    const child = spawnSync(process.execPath, args, { cwd: path, encoding: 'utf8' });
    expect(child.status, child.stderr).toBe(0);
    const { version } = await manifest(join(root, 'cluster/cli'));
    const packed = PACKAGES.map((name) => `engine/disco-engine-${name}-${version}.tgz`);
    const files = [...FILES, 'engine/README.md', ...packed].sort();
    const { files: printed, ...rest } = JSON.parse(child.stdout) as { readonly files: string[] };
    expect(rest).toEqual({ folder: path, name: 'cloned', version });
    expect(printed.sort()).toEqual(files);
    expect(await filesIn(path)).toEqual(files);
    expect(await readdir(path)).toContain('.git');
    expect(await readFile(join(path, 'README.md'), 'utf8')).toMatch(/^# cloned\n/);
    expect(await readFile(join(path, '.gitignore'), 'utf8')).toContain('node_modules/');
  });

  it('is installed although no registry has the packages of the engine', async () => {
    // npm goes on after a refused request, so its log has to be read.
    await writeFile(join(path, '.npmrc'), '@disco-engine:registry=http://127.0.0.1:9/\n');
    expect(npm('install', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=http')).not.toContain('127.0.0.1');
  });

  it('gets each package of the engine from the checkout', async () => {
    const { dependencies, devDependencies, overrides = {} } = await manifest(path);
    expect(Object.keys(overrides)).toEqual(PACKAGES.map((name) => `@disco-engine/${name}`));
    for (const specifier of Object.values(overrides)) expect(specifier).toMatch(/^file:engine\/disco-engine-.+\.tgz$/);
    const direct = Object.entries({ ...dependencies, ...devDependencies });
    for (const [name, specifier] of direct.filter(([other]) => other.startsWith('@disco-engine/')))
      expect(specifier).toBe(overrides[name]);
    expect((await readdir(join(path, 'node_modules/@disco-engine'))).sort()).toEqual(PACKAGES);
  });

  it('passes its own test', () => expect(npm('test')).toMatch(/Tests +4 passed \(4\)/));

  it('passes the same test if its model uses processes', async () => {
    const model = join(path, 'src/model.ts');
    const handlers = await readFile(model);
    const file = (await packageFiles('cloned', 'process')).find((one) => one.path === 'src/model.ts');
    expect(file?.content).toContain('yield* this.processes.hold');
    await writeFile(model, file?.content ?? '');
    expect(npm('test')).toMatch(/Tests +4 passed \(4\)/);
    await writeFile(model, handlers);
  });

  it('refuses unportable arithmetic, and a clock', async () => {
    const model = join(path, 'src/waits.ts');
    await writeFile(model, 'export const decay = (t: number) => Math.exp(-t);\nexport const now = () => Date.now();\n');
    const { status, stdout } = spawnSync('npm', ['run', '-s', 'lint'], { cwd: path, encoding: 'utf8' });
    await rm(model);
    expect(status).toBe(1);
    expect(stdout).toContain("Use math.exp from '@disco-engine/sdk'");
    expect(stdout).toContain('Simulated time is context.epoch');
  });

  it('runs its experiment, and can import every package that a model may want', async () => {
    const probe = join(path, 'src/others.ts');
    const code = [
      `import { csvText } from '@disco-engine/data';`,
      `import { multilevel } from '@disco-engine/partitioner';`,
      `import { meanInterval } from '@disco-engine/statistics';`,
      `console.log(typeof csvText, multilevel().kind, meanInterval([1, 3]).mean);`,
    ];
    await writeFile(probe, code.join('\n'));
    // It builds everything first.
    expect(npm('run', 'experiment')).toContain('FINISHED: 10 of 10 replications are in results');
    await rm(probe);
    expect(await readdir(join(path, 'dist'))).toContain('experiment.js');
    const { stdout } = spawnSync(process.execPath, ['dist/others.js'], { cwd: path, encoding: 'utf8' });
    expect(stdout).toBe('function strategy 2\n');
  });

  it('writes its report', async () => {
    expect(npm('run', 'report')).toContain(
      '10 replications finished, 0 failed, 0 missing; 2 channels, 2 of them drawn',
    );
    expect(await readFile(join(path, 'results/report.html'), 'utf8')).toContain('counter/bar');
  });

  it('traces a node, as in its README', async () => {
    const text = await readFile(join(path, 'README.md'), 'utf8');
    const [, command = ''] = /`npx (disco replay [^`]+)`/.exec(text) ?? [];
    expect(npm('exec', '--', ...command.split(' '))).toMatch(/^0 counter\/bar serve$/m);
  });

  it('has a disco of its own, which creates packages that depend on the published engine', async () => {
    const told = npm('exec', '--', 'disco', 'init', 'second');
    for (const part of ['created second', 'cd second\n', 'npm install', 'npm test', 'npm run experiment', 'README.md'])
      expect(told).toContain(part);
    const { version } = await manifest(join(root, 'cluster/cli'));
    const second = await manifest(join(path, 'second'));
    expect(second.dependencies).toMatchObject({ '@disco-engine/sdk': version });
    expect(await filesIn(join(path, 'second'))).toEqual(FILES);
  });

  it('names the package for SQLite files, which few users need', async () => {
    await writeFile(join(path, 'plant.sqlite'), 'SQLite format 3\0');
    const args = ['disco', 'scenario', 'import', '--vertices', 'stage=plant.sqlite#stages', '--id', 'plant'];
    const { status, stderr } = spawnSync('npx', args, { cwd: path, encoding: 'utf8' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining('npm install sql.js') as string });
  });
});
