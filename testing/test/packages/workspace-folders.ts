import { readFile, readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { root } from './published-packages.js';

/** The folders of all packages, including the examples, relative to the root. */
export async function workspaceFolders(): Promise<string[]> {
  const manifest = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { workspaces: string[] };
  const folders = manifest.workspaces.map(async (pattern) => {
    if (!pattern.endsWith('/*')) return [pattern];
    const parent = dirname(pattern);
    const entries = await readdir(join(root, parent), { withFileTypes: true });
    return entries.filter((entry) => entry.isDirectory()).map(({ name }) => `${parent}/${name}`);
  });
  return (await Promise.all(folders)).flat();
}
