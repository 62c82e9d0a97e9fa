import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { codeOf, filesBesideModel, modelCodeOf, type CodeVersions } from '../../src/code/code-of.js';

let folder = '';
let made = 0;
beforeAll(async () => (folder = await realpath(await mkdtemp(join(tmpdir(), 'disco-code-')))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Files of a package, created anew for each test, because a process reads a module only once. */
type Files = Readonly<Record<string, string>>;
const MODEL: Files = {
  'package.json': '{ "name": "plant", "type": "module", "imports": { "#units": "./src/units.js" } }',
  'src/model.js': `import 'node:fs';\nimport { a } from './parts/a.js';\nimport '#units';\nimport 'left-pad';\nexport { a };\n`,
  'src/parts/a.js': `export const a = 1;\nexport const later = () => import('../late.js');\n`,
  'src/units.js': `import data from '../data.json' with { type: 'json' };\nexport default data;\n`,
  'src/late.js': `import './parts/a.js';\n`,
  'src/unused.js': `export {};\n`,
  'data.json': '{ "a": 1 }\n',
  'node_modules/left-pad/package.json': '{ "name": "left-pad", "version": "1.3.0", "main": "index.js" }',
  'node_modules/left-pad/index.js': `require('./inner');`,
  'node_modules/left-pad/inner.js': '',
};

async function write(files: Files): Promise<string> {
  const root = join(folder, String(made++));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text);
  }
  return root;
}

async function codeIn(files: Files, entry = 'src/model.js'): Promise<CodeVersions> {
  return codeOf(pathToFileURL(join(await write(files), entry)).href);
}

it('consists of the hashes of all files that a module imports in any way, and the versions of packages', async () => {
  const code = await codeIn(MODEL);
  expect(code).toEqual({
    '../data.json': expect.stringMatching(/^[\da-f]{16}$/) as string,
    'late.js': expect.any(String) as string,
    'left-pad': '1.3.0',
    'model.js': expect.any(String) as string,
    'parts/a.js': expect.any(String) as string,
    'units.js': expect.any(String) as string,
  });
  expect(Object.keys(code)).toEqual(Object.keys(code).sort());
});

it('does not depend on where the files are, or on their line ends', async () => {
  const windows = Object.entries(MODEL).map(([name, text]) => [name, text.replaceAll('\n', '\r\n')]);
  expect(await codeIn(Object.fromEntries(windows) as Files)).toEqual(await codeIn(MODEL));
});

it.each([
  ['src/parts/a.js', `export const a = 2;\nexport const later = () => import('../late.js');\n`, 'parts/a.js'],
  ['src/late.js', `import './parts/a.js';\nexport const b = 1;\n`, 'late.js'],
  ['data.json', '{ "a": 2 }\n', '../data.json'],
  ['node_modules/left-pad/package.json', '{ "name": "left-pad", "version": "1.3.1" }', 'left-pad'],
  ['src/unused.js', 'export const c = 1;\n', undefined],
])('differs only by %s if that changes', async (file, text, differing) => {
  const [before, after] = [await codeIn(MODEL), await codeIn({ ...MODEL, [file]: text })];
  expect(Object.keys(before).filter((name) => before[name] !== after[name])).toEqual(
    differing === undefined ? [] : [differing],
  );
});

it('follows TypeScript, including imports by the names of its output', async () => {
  const code = await codeIn(
    {
      'model.ts': `import type { Never } from './types.js';\nimport { a } from './a.js';\nexport const b: Never = a;\n`,
      'a.ts': `export const a: number = 1;\n`,
      'types.ts': `export type Never = number;\n`,
    },
    'model.ts',
  );
  expect(Object.keys(code)).toEqual(['a.ts', 'model.ts']);
});

it('follows CommonJS requires, and lists what it did not find', async () => {
  const root = await write({
    'model.mjs': `import './old.cjs';\nimport('not-installed').catch(() => {});\n`,
    'old.cjs': `require('node:fs'); require( "fs" ); require('./older.cjs'); require('not-there');`,
    'older.cjs': 'module.exports = 1;',
  });
  const code = await codeOf(pathToFileURL(join(root, 'model.mjs')).href);
  expect(Object.keys(code)).toEqual(['model.mjs', 'not-installed', 'not-there', 'old.cjs', 'older.cjs']);
  expect(code['not-installed']).toBe('not found');
});

it('treats a linked package as files, and a package of the engine as a version', async () => {
  const root = await write({
    'model/package.json': '{ "name": "model" }',
    'model/model.mjs': `import 'shared';\nimport '@disco-engine/sdk';\n`,
    'shared/package.json': '{ "name": "shared", "version": "1.0.0", "exports": "./lib/index.mjs" }',
    'shared/lib/index.mjs': `export {};\n`,
    'sdk/package.json': '{ "name": "@disco-engine/sdk", "version": "9.9.9", "exports": "./index.mjs" }',
    'sdk/index.mjs': `import './more.mjs';\n`,
  });
  await mkdir(join(root, 'model/node_modules/@disco-engine'), { recursive: true });
  await symlink(join(root, 'shared'), join(root, 'model/node_modules/shared'));
  await symlink(join(root, 'sdk'), join(root, 'model/node_modules/@disco-engine/sdk'));
  const code = await codeOf(pathToFileURL(join(root, 'model/model.mjs')).href);
  expect(code).toEqual({
    '@disco-engine/sdk': '9.9.9',
    'model.mjs': expect.any(String) as string,
    'shared/lib/index.mjs': expect.stringMatching(/^[\da-f]{16}$/) as string,
  });
});

it('omits the file of an experiment unless it defines the model', async () => {
  class Shop {
    readonly stock = 1;
  }
  const files = (own: string): Files => ({
    'experiment.mjs': `import './shop.mjs';\n${own}\n`,
    'shop.mjs': 'export const shop = 1;\n',
  });
  const names = async (own: string): Promise<string[]> => {
    const root = await write(files(own));
    return Object.keys(await modelCodeOf(pathToFileURL(join(root, 'experiment.mjs')).href, [Shop]));
  };
  expect(await names('export const replications = 10;')).toEqual(['shop.mjs']);
  expect(await names(`export ${String(Shop)}`)).toEqual(['experiment.mjs', 'shop.mjs']);
});

it('knows the files that an experiment imports and its model does not', async () => {
  class Shop {
    readonly stock = 1;
  }
  const root = await write({
    'experiment.mjs': `import './shop.mjs';\nimport './responses.mjs';\n`,
    'shop.mjs': `import './units.mjs';\nexport ${String(Shop)}`,
    'units.mjs': 'export const day = 24;\n',
    'responses.mjs': `import './units.mjs';\nimport './money.mjs';\n`,
    'money.mjs': 'export const euro = 1;\n',
  });
  const url = pathToFileURL(join(root, 'experiment.mjs')).href;
  const beside = await filesBesideModel(url, [Shop]);
  expect([...beside].sort()).toEqual(['money.mjs', 'responses.mjs']);
  expect(Object.keys(await modelCodeOf(url, [Shop]))).toEqual(['money.mjs', 'responses.mjs', 'shop.mjs', 'units.mjs']);
  // A class that no file contains may be made by any of them.
  class Other {
    readonly stock = 2;
  }
  expect(await filesBesideModel(url, [Other])).toEqual([]);
});

it('is empty for a module that is not a file', async () => {
  expect(await codeOf('data:text/javascript,export{}')).toEqual({});
  expect(await modelCodeOf('data:text/javascript,export{}', [])).toEqual({});
  expect(await codeOf(pathToFileURL(join(folder, 'nowhere.js')).href)).toEqual({});
});

it('names the module that cannot be read', async () => {
  const url = pathToFileURL(folder).href;
  await expect(codeOf(url)).rejects.toMatchObject({
    code: 'MODEL_FAILED',
    message: expect.stringContaining(url) as string,
  });
});
