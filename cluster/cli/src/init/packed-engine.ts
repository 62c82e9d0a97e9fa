import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiscoError } from '@disco-engine/kernel';
import type { PackageFile } from './package-file.js';

/** The folder of a new package that holds its copy of the engine. */
const FOLDER = 'engine';

const README = `# engine

The packages of Disco Engine, packed from the repository that created this package. \`package.json\` refers to these files, so
\`npm install\` does not look them up on a registry.

To update the engine, run \`npm run -s pack -- PATH_OF_THIS_FOLDER\` in the repository, remove \`package-lock.json\` and \`node_modules\`
from this package, and run \`npm install\`. To use published packages instead, replace each \`file:\` in \`package.json\` by a version, and
remove \`overrides\` and this folder.
`;

/** The packages of the engine as tarballs: the path of each, by its name, and the files. */
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
    // On Windows npm is a batch file, which only a shell can start.
    const { status, error, stdout, stderr } = spawnSync('npm', ['run', '-s', 'pack', '--', folder], {
      cwd: checkout,
      encoding: 'utf8',
      shell: process.platform === 'win32',
    });
    if (status !== 0) {
      const message = `the packages in ${checkout} cannot be packed; to see why, run there: npm ci && npm run -s pack -- FOLDER\n${stdout}${stderr}`;
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
