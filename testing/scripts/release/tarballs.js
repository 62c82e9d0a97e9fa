import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @param {string} folder with tarballs of packages
 * @returns {{ name: string, tarball: string, dependencies: string[] }[]} what each holds, and which other packages it needs
 */
export function tarballsIn(folder) {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.tgz'))
    .map((file) => {
      const tarball = join(folder, file);
      const { stdout } = spawnSync('tar', ['-xzOf', tarball, 'package/package.json'], { encoding: 'utf8' });
      const { name, dependencies = {}, peerDependencies = {} } = JSON.parse(stdout);
      return { name, tarball, dependencies: Object.keys({ ...dependencies, ...peerDependencies }) };
    });
}
