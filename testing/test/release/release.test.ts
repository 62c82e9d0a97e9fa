import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const scripts = fileURLToPath(new URL('../../scripts/release', import.meta.url));
let root = '';

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'disco-release-'));
  const manifest = (name: string, more: object) => JSON.stringify({ name, version: '0.1.0', ...more }, null, 2);
  await write(
    'package.json',
    manifest('disco-engine', { private: true, workspaces: ['kernel', 'sdk'], engines: { 'not-ours': '0.1.0' } }),
  );
  await write('kernel/package.json', manifest('@disco-engine/kernel', {}));
  await write('sdk/package.json', manifest('@disco-engine/sdk', { dependencies: { '@disco-engine/kernel': '0.1.0' } }));
  await write('kernel/src/engine-version.ts', `export const ENGINE_VERSION = '0.1.0';\n`);
  await write('testing/test/fixtures/scratch-project/package.json', manifest('scratch', {}));
  await write('CHANGELOG.md', '# Changelog\n\nAbout versions.\n\n## 0.1.0\n\nThe first version.\n');
  await write(
    '.changeset/config.json',
    await readFile(new URL('../../../.changeset/config.json', import.meta.url), 'utf8'),
  );
  git('init', '--quiet', '--initial-branch=main');
  commit();
});
afterEach(() => rm(root, { recursive: true, force: true }));

describe('bumping versions', () => {
  it('moves changesets into the changelog and gives all packages one version', async () => {
    await changeset('faster', { '@disco-engine/kernel': 'patch' }, 'Pending events take half of the memory.');
    await changeset(
      'split',
      { '@disco-engine/sdk': 'minor', '@disco-engine/kernel': 'patch' },
      'Add `hold`.\nIt waits.',
    );
    commit();
    expect(bump()).toBe('0.2.0');
    expect(await read('CHANGELOG.md')).toBe(
      [
        '# Changelog\n\nAbout versions.\n\n## 0.2.0\n',
        '### New\n\n- **kernel, sdk**: Add `hold`.\n  It waits.\n',
        '### Fixed\n\n- **kernel**: Pending events take half of the memory.\n',
        '## 0.1.0\n\nThe first version.\n',
      ].join('\n'),
    );
    expect(await read('kernel/src/engine-version.ts')).toBe(`export const ENGINE_VERSION = '0.2.0';\n`);
    for (const file of ['package.json', 'kernel/package.json', 'sdk/package.json']) {
      expect(JSON.parse(await read(file)), file).toMatchObject({ version: '0.2.0' });
    }
    expect(JSON.parse(await read('package.json'))).toMatchObject({ engines: { 'not-ours': '0.1.0' } });
    expect(JSON.parse(await read('sdk/package.json'))).toMatchObject({
      dependencies: { '@disco-engine/kernel': '0.2.0' },
    });
    expect(await readdir(join(root, '.changeset'))).toEqual(['config.json']);
  });

  it('writes nothing when no changeset is pending', () => {
    expect(bump()).toBe('undefined');
    expect(git('status', '--porcelain')).toBe('');
  });
});

describe('publishing', () => {
  it('puts each package after those that it needs', async () => {
    const commands = await publishCommands([
      { name: 'cli', tarball: 'cli.tgz', dependencies: ['sdk', 'kernel', 'elsewhere'] },
      { name: 'sdk', tarball: 'sdk.tgz', dependencies: ['kernel'] },
      { name: 'kernel', tarball: 'kernel.tgz', dependencies: [] },
    ]);
    expect(commands).toEqual([
      ...['kernel', 'sdk', 'cli'].map((name) => `npm publish ${name}.tgz --access public`),
      'git push origin main v1.0.0',
    ]);
  });

  it('refuses packages that need each other', async () => {
    const pair = ['a', 'b'].map((name, at) => ({ name, tarball: name, dependencies: ['b', 'a'].slice(at, at + 1) }));
    await expect(publishCommands(pair)).rejects.toThrow('these packages depend on each other: a, b');
  });
});

async function publishCommands(packages: readonly object[]): Promise<string[]> {
  const module = (await import(join(scripts, 'publish-commands.js'))) as {
    publishCommands: (packages: readonly object[], tag: string) => string[];
  };
  return module.publishCommands(packages, 'v1.0.0');
}

/** What `bump` returned, as text. */
function bump(): string {
  const url = JSON.stringify(pathToFileURL(join(scripts, 'bump.js')).href);
  const code = `const { bump } = await import(${url}); console.log('version', await bump(${JSON.stringify(root)}));`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', code], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(stdout + stderr);
  return /^version (.+)$/m.exec(stdout)?.[1] ?? expect.fail(stdout);
}

async function changeset(name: string, releases: Readonly<Record<string, string>>, summary: string): Promise<void> {
  const lines = Object.entries(releases).map(([key, type]) => `'${key}': ${type}`);
  await write(`.changeset/${name}.md`, `---\n${lines.join('\n')}\n---\n\n${summary}\n`);
}

async function write(file: string, text: string): Promise<void> {
  await mkdir(dirname(join(root, file)), { recursive: true });
  await writeFile(join(root, file), text);
}

const read = (file: string): Promise<string> => readFile(join(root, file), 'utf8');

function git(...args: string[]): string {
  const identity = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com'];
  const { status, stdout, stderr } = spawnSync('git', [...identity, ...args], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
  return stdout;
}

function commit(): void {
  git('add', '--all');
  git('commit', '--quiet', '--message', 'Change something');
}
