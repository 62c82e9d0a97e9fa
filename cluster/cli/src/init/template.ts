import { readFile } from 'node:fs/promises';
import { engineManifest } from './engine-manifest.js';
import type { PackageFile } from './package-file.js';
import type { PackedEngine } from './packed-engine.js';
import type { Style } from './styles.js';

const TEMPLATE = new URL('../../template/', import.meta.url);
/** The name of the package in the template. */
const OWN_NAME = 'my-model';

/**
 * The files of a new package, and their names in the template if these differ: npm does not publish a `.gitignore`, and the linter
 * of this repository would apply a `.oxlintrc.json`.
 */
const FILES: readonly (readonly [file: string, source?: string])[] = [
  ['.gitignore', 'gitignore'],
  ['.oxlintrc.json', 'oxlintrc.json'],
  ['README.md'],
  ['package.json'],
  ['src/experiment.ts'],
  ['src/model.ts'],
  ['test/model.test.ts'],
  ['test/tsconfig.json'],
  ['tsconfig.json'],
  ['vitest.config.ts'],
];

/** The model in each style, with the same nodes, parameters and channels. */
const MODELS: Readonly<Record<Style, string>> = { handler: 'src/model.ts', process: 'src/model-by-processes.ts' };

/**
 * The files of a new package.
 *
 * @param engine tarballs to include; without them, the package depends on this version of the published packages
 */
export async function packageFiles(name: string, style: Style, engine?: PackedEngine): Promise<readonly PackageFile[]> {
  const files = FILES.map(async ([path, template = path]) => {
    const source = path === 'src/model.ts' ? MODELS[style] : template;
    const text = await readFile(new URL(source, TEMPLATE), 'utf8');
    if (path === 'package.json') return { path, content: engineManifest(text, name, engine?.paths) };
    return { path, content: path === 'README.md' ? text.replace(OWN_NAME, () => name) : text };
  });
  return [...(await Promise.all(files)), ...(engine?.files ?? [])];
}
