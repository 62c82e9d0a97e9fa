import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

/** The workspace of the site, which is also the root of VitePress. */
export const site = join(root, 'docs/site');

/** Everything that a build makes. */
export const made = join(root, 'docs/dist');

/** The Markdown that VitePress reads: copies of pages and READMEs, and the generated reference. */
export const pages = join(made, 'pages');

/** The finished site. */
export const output = join(made, 'site');
