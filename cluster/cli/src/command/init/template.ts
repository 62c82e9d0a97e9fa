import { readFile } from 'node:fs/promises';
import { ENGINE_VERSION } from '@disco-engine/kernel';

const TEMPLATE = new URL('../../../template/', import.meta.url);
/** The name that the template has for itself. */
const OWN_NAME = 'my-model';

/** The files of a new package, and their names in the template where they differ: npm publishes no `.gitignore`. */
const FILES: readonly (readonly [file: string, source?: string])[] = [
  ['.gitignore', 'gitignore'],
  ['README.md'],
  ['package.json'],
  ['src/experiment.ts'],
  ['src/model.ts'],
  ['test/model.test.ts'],
  ['test/tsconfig.json'],
  ['tsconfig.json'],
  ['vitest.config.ts'],
];

/** A file of a new package; `path` is relative to its folder. */
export interface PackageFile {
  readonly path: string;
  readonly text: string;
}

/** The files of a package of that name, which depends on this version of the engine. */
export async function packageFiles(name: string): Promise<readonly PackageFile[]> {
  return Promise.all(
    FILES.map(async ([path, source = path]) => {
      const text = await readFile(new URL(source, TEMPLATE), 'utf8');
      if (path === 'package.json') return { path, text: manifest(text, name) };
      return { path, text: path === 'README.md' ? text.replace(OWN_NAME, () => name) : text };
    }),
  );
}

interface Manifest {
  name: string;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

function manifest(text: string, name: string): string {
  const made = JSON.parse(text) as Manifest;
  made.name = name;
  for (const dependencies of [made.dependencies, made.devDependencies])
    for (const other of Object.keys(dependencies))
      if (other.startsWith('@disco-engine/')) dependencies[other] = ENGINE_VERSION;
  return `${JSON.stringify(made, undefined, 2)}\n`;
}
