import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiscoError } from '@disco-engine/kernel';
import type { PackageFile } from './package-file.js';

/** The directory of a new package that its copy of the engine is in. */
const FOLDER = 'engine';

const README = `# engine

The packages of Disco Engine, packed from the repository that made this package, because they are not on a registry yet.
\`package.json\` refers to these files, so \`npm install\` looks none of them up.

To take a newer engine, run \`npm run -s pack -- PATH_OF_THIS_DIRECTORY\` in the repository. Then remove \`package-lock.json\` and
\`node_modules\` here, and run \`npm install\`. Once the packages are published, replace each \`file:\` in \`package.json\` by a version,
and remove its \`overrides\` and this directory.
`;

/** Our packages as tarballs: where each is, by its name, and the files themselves. */
export interface PackedEngine {
  readonly paths: ReadonlyMap<string, string>;
  readonly files: readonly PackageFile[];
}

/**
 * Builds and packs all packages of a checkout.
 *
 * @throws DiscoError `PACK_FAILED`
 */
export async function packEngine(checkout: string): Promise<PackedEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'disco-pack-'));
  try {
    // npm is a batch file on Windows, which only a shell starts.
    const { status, error, stdout, stderr } = spawnSync('npm', ['run', '-s', 'pack', '--', folder], {
      cwd: checkout,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      const message = `the packages of ${checkout} cannot be packed; run there: npm ci && npm run -s pack -- DIR\n${stdout}${stderr}`;
      throw new DiscoError('PACK_FAILED', message.trimEnd(), { file: checkout }, { cause: error });
    }
    return await readTarballs(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readTarballs(folder: string): Promise<PackedEngine> {
  const paths = new Map<string, string>();
  const files: PackageFile[] = [{ path: `${FOLDER}/README.md`, content: README }];
  for (const file of (await readdir(folder)).sort()) {
    // npm names the tarball of @disco-engine/sdk 0.1.0 disco-engine-sdk-0.1.0.tgz.
    const [, name] = /^disco-engine-(.+?)-\d+\.\d+\.\d+.*\.tgz$/.exec(file) ?? [];
    if (name === undefined) continue;
    const path = `${FOLDER}/${file}`;
    paths.set(`@disco-engine/${name}`, path);
    files.push({ path, content: await readFile(join(folder, file)) });
  }
  return { paths, files };
}
