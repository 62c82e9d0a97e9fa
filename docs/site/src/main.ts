import { watch } from 'node:fs';
import { join, posix } from 'node:path';
import { build, createServer } from 'vitepress';
import { lostLinks } from './built-links.js';
import { output, root, site } from './folders.js';
import { Pages } from './pages/assemble.js';

// `node docs/site/dist/main.js` builds the site into docs/dist/site; with `--serve` it serves it for writing.
const pages = new Pages();
const anchors = await pages.assemble();

if (process.argv.includes('--serve')) {
  const server = await createServer(site, { port: 5173 });
  await server.listen();
  server.printUrls();
  // Saving a page copies it, and the browser reloads it. The reference stays as it was at the start.
  for (const folder of new Set([...pages.sources].map((file) => posix.dirname(file))))
    watch(join(root, folder), (_, name) => {
      if (name !== null && pages.sources.has(posix.join(folder, name)))
        pages.copy().catch((error: Error) => console.error(error.message));
    });
} else {
  await build(site);
  const lost = await lostLinks(output, anchors);
  if (lost.length > 0) {
    console.error(`${lost.length} links lead nowhere:\n${lost.join('\n')}`);
    process.exitCode = 1;
  }
}
