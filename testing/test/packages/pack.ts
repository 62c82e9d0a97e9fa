import { spawnSync } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from './published-packages.js';

/** Paths of tarballs, by the name of the package. */
export type Tarballs = ReadonlyMap<string, string>;

/** Creates the tarballs of all packages, as they would be published. */
export async function pack(folder: string): Promise<Tarballs> {
  const { status, stdout, stderr } = spawnSync('npm', ['run', '-s', 'pack', '--', folder], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the packages cannot be packed:\n${stdout}${stderr}`);
  const tarballs = new Map<string, string>();
  for (const file of await readdir(folder)) {
    const [, name] = /^disco-engine-(.+?)-\d.*\.tgz$/.exec(file) ?? [];
    if (name !== undefined) tarballs.set(`@disco-engine/${name}`, join(folder, file));
  }
  return tarballs;
}
