import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineFindings, findEngine } from '../../src/doctor/engine-packages.js';
import type { Finding } from '../../src/doctor/finding.js';
import { memoryFinding, nodeFinding } from '../../src/doctor/machine.js';
import { readPackage } from '../../src/doctor/package-folder.js';
import { projectFindings } from '../../src/doctor/project.js';
import { thirdPartyFinding } from '../../src/doctor/third-party.js';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

let folder: string;
beforeEach(async () => (folder = await realpath(await mkdtemp(join(tmpdir(), 'disco-doctor-test-')))));
afterEach(() => rm(folder, { recursive: true, force: true }));

async function write(path: string, content: unknown): Promise<void> {
  const file = join(folder, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
}

/** An installed package. */
function install(path: string, name: string, version: string, dependencies: readonly string[] = []): Promise<void> {
  const needs = Object.fromEntries(dependencies.map((own) => [own, '*']));
  return write(`${path}/node_modules/${name}/package.json`, { name, version, main: 'index.js', dependencies: needs });
}

async function installTypeScript(): Promise<void> {
  await mkdir(join(folder, 'node_modules'), { recursive: true });
  await symlink(join(root, 'node_modules/typescript'), join(folder, 'node_modules/typescript'));
}

describe('Node', () => {
  it.each([
    ['20.19.0', 'ok'],
    ['20.20.2', 'ok'],
    ['24.1.0', 'ok'],
    ['20.18.9', 'problem'],
    ['18.20.0', 'problem'],
  ])('%s is %s', (version, status) => {
    expect(nodeFinding(version, '>=20.19')).toMatchObject({ status, text: expect.stringContaining(version) as string });
  });
});

it('little memory is a warning', () => {
  expect(memoryFinding(2 ** 31, 2 ** 33, 2 ** 32)).toMatchObject({
    status: 'ok',
    text: '2.0 GiB of 8.0 GiB free; each thread may use 4.0 GiB of heap',
  });
  expect(memoryFinding(2 ** 28, 2 ** 33, 2 ** 32)).toMatchObject({ status: 'warning' });
});

describe('packages of the engine', () => {
  const [kernel, sdk, data] = ['@disco-engine/kernel', '@disco-engine/sdk', '@disco-engine/data'];

  async function findings(): Promise<Finding[]> {
    const project = await readPackage(folder, true);
    return engineFindings(await findEngine(project === undefined ? [] : [project]), '0.1.0');
  }

  it('pass if there is one copy of each', async () => {
    await write('package.json', { name: 'own', dependencies: { [sdk]: '*' }, devDependencies: { [data]: '*' } });
    await install('.', sdk, '0.1.0', [kernel]);
    await install('.', data, '0.1.0', [kernel, sdk]);
    await install('.', kernel, '0.1.0');
    expect(await findings()).toEqual([
      { status: 'ok', name: 'Engine', text: '3 packages of version 0.1.0, one copy of each' },
    ]);
  });

  it('fail if one has two copies, or another version', async () => {
    await write('package.json', { name: 'own', dependencies: { [sdk]: '*', [data]: '*' } });
    await install('.', sdk, '0.1.0', [kernel]);
    await install('.', data, '0.1.0', [kernel]);
    await install('.', kernel, '0.1.0');
    await install(`node_modules/${data}`, kernel, '0.0.9');
    expect(await findings()).toMatchObject([
      {
        status: 'problem',
        name: kernel,
        text: `2 copies: 0.1.0 in ${folder}/node_modules/${kernel}, 0.0.9 in ${folder}/node_modules/${data}/node_modules/${kernel}`,
        advice: expect.stringContaining('npm dedupe') as string,
      },
      { status: 'warning', name: 'Versions', text: `disco is 0.1.0, but ${kernel} is 0.0.9` },
    ]);
  });

  it('fail if one is missing', async () => {
    await write('package.json', { name: 'own', dependencies: { [sdk]: '*' } });
    await install('.', sdk, '0.1.0', [kernel]);
    expect(await findings()).toMatchObject([
      { status: 'problem', name: kernel, text: `not installed, and ${sdk} needs it`, advice: 'npm install' },
    ]);
  });
});

describe('another package', () => {
  const party = { name: 'sqlite', by: '@disco-engine/data', purpose: 'tables' };

  it('passes if it loads', async () => {
    await install('.', 'sqlite', '1.2.3');
    await write('node_modules/sqlite/index.js', 'module.exports = 1;');
    expect(await thirdPartyFinding(party, folder)).toEqual({ status: 'ok', name: 'sqlite', text: '1.2.3: tables' });
  });

  it('is a problem if its native part is missing', async () => {
    await install('.', 'sqlite', '1.2.3');
    await write('node_modules/sqlite/index.js', "require('./sqlite.linux-x64.node');");
    expect(await thirdPartyFinding(party, folder)).toMatchObject({
      status: 'problem',
      text: expect.stringMatching(
        /^1\.2\.3 cannot be loaded: Cannot find module '\.\/sqlite\.linux-x64\.node'$/,
      ) as string,
      advice: expect.stringContaining('npm install') as string,
    });
  });

  it('is a problem if it is missing, unless it is optional', async () => {
    const found = { name: 'sqlite', advice: 'npm install sqlite' };
    expect(await thirdPartyFinding(party, folder)).toMatchObject({ ...found, status: 'problem' });
    expect(await thirdPartyFinding({ ...party, isOptional: true }, folder)).toMatchObject({ ...found, status: 'ok' });
  });
});

describe('a project', () => {
  const decorators = async (): Promise<Finding[]> =>
    (await projectFindings(folder)).filter(({ name }) => name === 'Decorators' || name === 'Fields');
  const RIGHT = { experimentalDecorators: true, emitDecoratorMetadata: true, useDefineForClassFields: false };

  it.each<[string, object, readonly [name: string, status: string, advice: string | undefined][]]>([
    ['is in order with the options of the template', { ...RIGHT, target: 'ES2022' }, [['Decorators', 'ok', undefined]]],
    [
      'needs both options for decorators',
      { target: 'ES2022', useDefineForClassFields: false },
      [['Decorators', 'problem', 'set experimentalDecorators and emitDecoratorMetadata to true in tsconfig.json']],
    ],
    [
      'needs metadata',
      { ...RIGHT, emitDecoratorMetadata: false },
      [['Decorators', 'problem', 'set emitDecoratorMetadata to true in tsconfig.json']],
    ],
    [
      'had better assign fields',
      { experimentalDecorators: true, emitDecoratorMetadata: true, target: 'ES2022' },
      [['Fields', 'warning', 'set useDefineForClassFields to false in tsconfig.json']],
    ],
  ])('%s', async (_, compilerOptions, expected) => {
    await installTypeScript();
    // Inherited, and with a comment, as the compiler takes it.
    await write('base.json', `// the base\n${JSON.stringify({ compilerOptions })}`);
    await write('tsconfig.json', { extends: './base.json', compilerOptions: { noEmit: true }, include: ['src'] });
    expect((await decorators()).map(({ name, status, advice }) => [name, status, advice])).toEqual(expected);
  });

  it('is a problem if the compiler cannot read its options', async () => {
    await installTypeScript();
    await write('tsconfig.json', { extends: './no-such.json' });
    expect(await decorators()).toMatchObject([
      { status: 'problem', text: expect.stringMatching(/no-such\.json/) as string },
    ]);
  });

  it('is a warning without TypeScript, and passes without tsconfig.json or with one that only has references', async () => {
    expect(await decorators()).toMatchObject([{ status: 'ok', text: expect.stringMatching(/^no tsconfig/) as string }]);
    await write('tsconfig.json', {});
    expect(await decorators()).toMatchObject([{ status: 'warning', advice: 'npm install --save-dev typescript' }]);
    await write('tsconfig.json', { files: [], references: [{ path: 'a' }] });
    expect(await decorators()).toMatchObject([{ status: 'ok' }]);
  });

  it('is a problem if the folder cannot be written', async () => {
    const [first] = await projectFindings(join(folder, 'gone'));
    expect(first).toMatchObject({
      status: 'problem',
      name: 'Current folder',
      text: expect.stringMatching(/ENOENT/) as string,
    });
    expect((await projectFindings(folder))[0]).toMatchObject({ status: 'ok' });
  });
});

it('the command prints a line for each finding, and exits with 1 if there is a problem', async () => {
  const disco = join(root, 'cluster/cli/dist/main.js');
  const run = (...args: readonly string[]): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, [disco, 'doctor', ...args], { cwd: folder, encoding: 'utf8' });
  const well = run();
  expect([well.status, well.stderr]).toEqual([0, '']);
  expect(well.stdout).toMatch(/^disco \d.* in .*\n\nMachine\n {2}ok {7}Node {2,}\d+\.\d+\.\d+, supported/);
  expect(well.stdout).toMatch(/\n {2}ok {7}@duckdb\/node-api {2}\d.*: scenario stores/);
  expect(well.stdout).toMatch(/\n {2}ok {7}Shared memory {2,}threads share memory\n/);
  await write('package.json', { name: 'own', dependencies: { '@disco-engine/sdk': '*' } });
  const broken = run('--json');
  expect(broken.status).toBe(1);
  const { status, findings } = JSON.parse(String(broken.stdout)) as { status: string; findings: Finding[] };
  expect(status).toBe('problem');
  expect(findings.filter((one) => one.status === 'problem')).toEqual([
    {
      group: 'Packages',
      status: 'problem',
      name: '@disco-engine/sdk',
      text: 'not installed, and own needs it',
      advice: 'npm install',
    },
  ]);
  expect(run().stdout).toMatch(
    / {2}problem {2}@disco-engine\/sdk {2}not installed, and own needs it\n +→ npm install\n/,
  );
});
