import { readFile, readdir } from 'node:fs/promises';
import { join, posix, relative } from 'node:path';
import { parseSync } from 'vite';
import { describe, expect, it } from 'vitest';
import { root } from './packages/published-packages.js';
import { workspaceFolders } from './packages/workspace-folders.js';

/** Per file or folder, its imports. */
type Imports = ReadonlyMap<string, ReadonlySet<string>>;

const packages = await workspaceFolders();

describe.each(packages)('%s', (name) => {
  it('has no files that import each other in a circle', async () => {
    expect(cycle(await importsOf(join(root, name, 'src')))).toBe('none');
  });

  it('has no folders that import each other in a circle', async () => {
    expect(cycle(byFolder(await importsOf(join(root, name, 'src'))))).toBe('none');
  });
});

it('checks all packages', () =>
  expect(packages).toEqual(expect.arrayContaining(['kernel', 'sdk/model', 'cluster/cli', 'transports'])));

describe('the check itself', () => {
  it('sees every kind of import within the package, and none of other packages', () => {
    const source = `
      // import './comment.js';
      import './effect.js';
      import type { A } from './type.js';
      export { b } from '../other/export.js';
      export * from './all.js';
      export type { Kernel } from '@disco-engine/kernel';
      type D = import('./deep/inline.js').D;
      const later = () => import('./dynamic.js');
      const text = "from './text.js'";`;
    expect([...relativeImports('folder/file.ts', source)].sort()).toEqual([
      'folder/all.ts',
      'folder/deep/inline.ts',
      'folder/dynamic.ts',
      'folder/effect.ts',
      'folder/type.ts',
      'other/export.ts',
    ]);
  });

  it('names the cycle, of files or only of folders', () => {
    const files = new Map([
      ['index.ts', new Set(['a/one.ts'])],
      ['errors.ts', new Set<string>()],
      ['a/one.ts', new Set(['errors.ts', 'a/two.ts'])],
      ['a/two.ts', new Set(['a/inner/three.ts'])],
      ['a/inner/three.ts', new Set(['b/four.ts'])],
      ['b/four.ts', new Set(['errors.ts'])],
      ['b/five.ts', new Set(['a/two.ts'])],
    ]);
    expect(cycle(files)).toBe('none');
    expect(cycle(byFolder(files))).toBe('a → a/inner → b → a');
    files.set('b/four.ts', new Set(['b/five.ts']));
    expect(cycle(files)).toBe('a/two.ts → a/inner/three.ts → b/four.ts → b/five.ts → a/two.ts');
  });
});

async function importsOf(folder: string): Promise<Imports> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)).replaceAll('\\', '/'));
  const imports = files.map(
    async (file) => [file, relativeImports(file, await readFile(join(folder, file), 'utf8'))] as const,
  );
  return new Map(await Promise.all(imports));
}

/** The files in its own package that a source imports, including types. */
function relativeImports(file: string, source: string): Set<string> {
  const { program, errors } = parseSync(file, source);
  expect(errors, file).toEqual([]);
  const targets = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    // Every import, whether static, dynamic or in a type, has the path as the literal `source`.
    const path = 'source' in node && node.source instanceof Object && 'value' in node.source && node.source.value;
    if (typeof path === 'string' && path.startsWith('.'))
      targets.add(posix.join(posix.dirname(file), path).replace(/\.js$/, '.ts'));
    Object.values(node).forEach(visit);
  };
  visit(program);
  return targets;
}

/** A file outside any folder stands for itself: `errors.ts` may be imported by all, and `index.ts` imports all. */
function byFolder(files: Imports): Imports {
  const nodeOf = (file: string): string => (file.includes('/') ? posix.dirname(file) : file);
  const folders = new Map<string, Set<string>>();
  for (const [file, targets] of files) {
    const from = nodeOf(file);
    const reached = folders.get(from) ?? new Set();
    folders.set(from, reached);
    for (const target of targets) if (nodeOf(target) !== from) reached.add(nodeOf(target));
  }
  return folders;
}

/** The first cycle found, as text. */
function cycle(imports: Imports): string {
  const done = new Set<string>();
  const path: string[] = [];
  const search = (node: string): string | undefined => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node].join(' → ');
    if (done.has(node)) return undefined;
    path.push(node);
    for (const target of imports.get(node) ?? []) {
      const found = search(target);
      if (found !== undefined) return found;
    }
    path.pop();
    done.add(node);
    return undefined;
  };
  for (const node of imports.keys()) {
    const found = search(node);
    if (found !== undefined) return found;
  }
  return 'none';
}
