import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { PublicPackage } from '../api/public-entries.js';
import { root } from '../folders.js';

/** Where the Markdown of the repository stands on the site: paths from the root of the one, and from the root of the other. */
export function pageMap(packages: readonly PublicPackage[]): Map<string, string> {
  const map = new Map([
    ['docs/site/home.md', 'index.md'],
    ['docs/README.md', 'overview.md'],
  ]);
  for (const { name: folder } of readdirSync(join(root, 'docs'), { withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  )) {
    if (['dist', 'site'].includes(folder)) continue;
    for (const file of readdirSync(join(root, 'docs', folder)).sort())
      if (file.endsWith('.md')) map.set(`docs/${folder}/${file}`, `${folder}/${file}`);
  }
  for (const { folder, short } of packages) map.set(`${folder}/README.md`, `packages/${short}.md`);
  for (const example of readdirSync(join(root, 'examples')).sort())
    if (existsSync(join(root, 'examples', example, 'README.md')))
      map.set(`examples/${example}/README.md`, `examples/${example}.md`);
  return map;
}
