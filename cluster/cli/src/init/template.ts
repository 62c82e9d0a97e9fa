import { readFile } from 'node:fs/promises';
import { engineManifest } from './engine-manifest.js';
import type { PackageFile } from './package-file.js';
import type { PackedEngine } from './packed-engine.js';
import type { Style } from './styles.js';

const TEMPLATE = new URL('../../template/', import.meta.url);
/** The name that the template has for itself. */
const OWN_NAME = 'my-model';

/**
 * The files of a new package, and their names in the template where they differ: npm publishes no `.gitignore`, and our own
 * linter would take a `.oxlintrc.json` for one of ours.
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

/** The model of each style, with the same nodes, parameters and channels. */
const MODELS: Readonly<Record<Style, string>> = { handler: 'src/model.ts', process: 'src/model-by-processes.ts' };

/**
 * The files of a package of that name.
 *
 * @param engine tarballs that the package brings along; without, it depends on this version of the published packages
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
