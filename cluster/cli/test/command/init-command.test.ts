import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageNameFault } from '../../src/command/init/package-name.js';
import { lookAt, writePackage } from '../../src/command/init/write-package.js';
import { Disco } from './disco.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const FILES = [
  '.gitignore',
  'README.md',
  'package.json',
  'src/experiment.ts',
  'src/model.ts',
  'test/model.test.ts',
  'test/tsconfig.json',
  'tsconfig.json',
  'vitest.config.ts',
];

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly engines: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

const disco = new Disco();
let folder = '';
beforeAll(async () => {
  // The real path, because the compiler and Vitest report real paths.
  folder = await realpath(await mkdtemp(join(tmpdir(), 'disco-init-test-')));
});
afterAll(async () => {
  disco.close();
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
  it('makes a package by the name of the folder, and says what comes next', async () => {
    const path = join(folder, 'named');
    const { code, stdout, stderr } = await disco.run('init', path);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    for (const part of ['made named', `cd ${path}\n`, 'npm install', 'npm test', 'npm run experiment', 'README.md'])
      expect(stdout).toContain(part);
    expect(await filesIn(path)).toEqual(FILES);
    expect(await readFile(join(path, 'README.md'), 'utf8')).toMatch(/^# named\n/);
    expect(await readFile(join(path, '.gitignore'), 'utf8')).toContain('node_modules/');
  });

  it('depends on the engine that made it, and on what the engine is tested with', async () => {
    const path = join(folder, 'dependent');
    await disco.run('init', path, '--name', '@port/harbour.model');
    const [made, ours, cluster] = await Promise.all([path, root, join(root, 'cluster')].map(manifest));
    expect(made.name).toBe('@port/harbour.model');
    expect(made.engines).toEqual(ours.engines);
    const { typescript, vitest, '@types/node': types, ...engine } = { ...made.devDependencies, ...made.dependencies };
    expect(engine).toEqual({
      '@disco-engine/cluster': cluster.version,
      '@disco-engine/sdk': cluster.version,
      '@disco-engine/testing': cluster.version,
    });
    // Every range is of the major version that the repository has pinned.
    const majors = (range: string): string => range.replace(/^[~^]/, '').split('.')[0];
    expect([typescript, vitest, types].map(majors)).toEqual(
      [ours.devDependencies['typescript'], ours.devDependencies['vitest'], ours.devDependencies['@types/node']].map(
        majors,
      ),
    );
  });

  it('prints one JSON object', async () => {
    const path = join(folder, 'printed');
    const { code, stdout } = await disco.run('init', path, '--json');
    expect(code).toBe(0);
    const { version } = await manifest(join(root, 'cluster'));
    expect(JSON.parse(stdout)).toEqual({ folder: path, name: 'printed', version, files: FILES });
  });

  it('fills an empty folder without replacing it', async () => {
    const path = join(folder, 'empty');
    await mkdir(path);
    const child = spawnSync(process.execPath, [join(root, 'cluster/dist/command/main.js'), 'init'], {
      cwd: path,
      encoding: 'utf8',
    });
    expect(child.status, child.stderr).toBe(0);
    expect(child.stdout).not.toContain('cd ');
    expect(await filesIn(path)).toEqual(FILES);
  });

  it('takes a repository that has nothing yet', async () => {
    const path = join(folder, 'cloned');
    await mkdir(join(path, '.git'), { recursive: true });
    expect((await disco.run('init', path)).code).toBe(0);
    expect((await readdir(path)).sort()).toContain('.git');
    expect(await filesIn(path)).toEqual(FILES);
  });

  it('refuses a folder with files, naming all of them and the name that is wrong', async () => {
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

  it.each(['file/below', 'nowhere/below', 'file'])('refuses a place that cannot be written: %s', async (place) => {
    await writeFile(join(folder, 'file'), '');
    const before = await readdir(folder);
    const { code, stderr } = await disco.run('init', join(folder, place));
    expect(code).toBe(2);
    expect(stderr).toContain('[FOLDER_UNWRITABLE]');
    expect(await readdir(folder)).toEqual(before);
  });

  // The superuser may write everywhere.
  it.skipIf(process.getuid?.() === 0)('refuses a parent that may not be written', async () => {
    const parent = join(folder, 'locked');
    await mkdir(parent);
    await chmod(parent, 0o555);
    const { code, stderr } = await disco.run('init', join(parent, 'below'));
    expect(code).toBe(2);
    expect(stderr).toContain('[FOLDER_UNWRITABLE]');
  });

  it.each([false, true])('leaves nothing behind when it fails midway; folder there before: %s', async (isThere) => {
    const parent = await mkdtemp(join(folder, 'midway-'));
    const path = join(parent, 'model');
    if (isThere) await mkdir(path);
    const files = [
      { path: 'README.md', text: '' },
      { path: 'README.md/below', text: 'a file cannot be a folder too' },
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

/** Everything here works on one package, in the order in which a new user would go. */
describe('the package, as a user gets it', () => {
  let path = '';

  beforeAll(async () => {
    path = join(folder, 'harbour');
    await disco.run('init', path);
    // In the place of `npm install`: only what the package declares, so that nothing else can be imported.
    const { dependencies, devDependencies } = await manifest(path);
    for (const name of Object.keys({ ...dependencies, ...devDependencies })) {
      const link = join(path, 'node_modules', name);
      await mkdir(dirname(link), { recursive: true });
      await symlink(await realpath(join(root, 'node_modules', name)), link);
    }
    const bin = join(path, 'node_modules/.bin');
    await mkdir(bin);
    for (const name of ['tsc', 'vitest', 'disco'])
      await symlink(join(root, 'node_modules/.bin', name), join(bin, name));
  });

  function npm(...args: readonly string[]): string {
    // Without the variables by which the Vitest that runs this test tells its own workers who they are.
    const env = Object.fromEntries(
      Object.entries(process.env).filter(([name]) => !/^(VITEST|TEST$|NODE_ENV$|NODE_OPTIONS$|npm_)/.test(name)),
    );
    const { status, stdout, stderr } = spawnSync('npm', args, {
      cwd: path,
      env: { ...env, NO_COLOR: '1', npm_config_update_notifier: 'false' },
      encoding: 'utf8',
    });
    expect(status, `${stdout}${stderr}`).toBe(0);
    return stdout;
  }

  it('passes its own test', () => expect(npm('test')).toMatch(/Tests +4 passed \(4\)/));

  it('runs its experiment', async () => {
    expect(npm('run', 'experiment')).toContain('FINISHED: 10 of 10 replications are in results');
    expect(await readdir(join(path, 'dist'))).toContain('experiment.js');
  });

  it('reports what came of it', async () => {
    expect(npm('run', 'report')).toContain(
      '10 replications finished, 0 failed, 0 missing; 2 channels, 2 of them drawn',
    );
    expect(await readFile(join(path, 'results/report.html'), 'utf8')).toContain('counter/bar');
  });

  it('shows what a node does, as its README says', async () => {
    const text = await readFile(join(path, 'README.md'), 'utf8');
    const [, command = ''] = /`npx (disco replay [^`]+)`/.exec(text) ?? [];
    expect(npm('exec', '--', ...command.split(' '))).toMatch(/^0 counter\/bar serve$/m);
  });
});
