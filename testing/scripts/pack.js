// `npm run -s pack -- DIR`: writes the tarball of each package into DIR, as `npm publish` would upload it, and prints their names.
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
/** Each is a package, or holds packages. The examples are for reading and are not published. */
const FOLDERS = ['kernel', 'sdk', 'transports', 'cluster', 'testing'];

const [folder, ...rest] = process.argv.slice(2);
if (folder === undefined || folder.startsWith('-') || rest.length > 0) {
  console.error('name one directory for the tarballs: npm run -s pack -- DIR');
  process.exit(2);
}
const destination = resolve(folder);
mkdirSync(destination, { recursive: true });
const args = [
  'pack',
  '--loglevel=error',
  ...FOLDERS.flatMap((name) => ['-w', name]),
  '--pack-destination',
  destination,
];
// npm is a batch file on Windows, which only a shell starts.
const { status } = spawnSync('npm', args, { cwd: root, stdio: 'inherit', shell: process.platform === 'win32' });
process.exitCode = status ?? 1;
