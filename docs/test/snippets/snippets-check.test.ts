import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commandProblems } from './command-problems.js';
import { conventionProblems } from './convention-problems.js';
import { compileModules, root, writeModules, type SnippetPage } from './snippet-pages.js';

const fence = (info: string, ...code: readonly string[]) => ['', `\`\`\`${info}`, ...code, '```', ''];

const PAGES: Readonly<Record<string, readonly string[]>> = {
  'good.md': [
    '# A page',
    ...fence('ts', '// file: engine.ts', 'export class Engine {', '  readonly power = 7;', '}'),
    '- in a list:',
    ...fence('ts', "import { Engine } from './engine.js';", 'const decorate = (_target: object) => {};').map(
      (l) => `  ${l}`,
    ),
    ...fence('ts', '@decorate', 'class Car {', '  constructor(readonly engine: Engine) {}', '}'),
    ...fence(
      'ts',
      "import 'reflect-metadata';",
      "export const found: unknown = Reflect.getMetadata('design:paramtypes', Car);",
    ),
    ...fence('ts no-run: it would end the test', 'process.exit(new Car(new Engine()).engine.power);'),
    ...fence('sh', 'npm ci && npm start -- --chain kernel/package.json   # two commands', 'npm run -s build'),
  ],
  'wrong-type.md': ['# A page', ...fence('text', 'not code'), ...fence('ts', '// fine', "const n: number = 'one';")],
  'throws.md': fence('ts', "throw new RangeError('on purpose');"),
  'sloppy.md': [
    ...fence('ts no-run', 'export {};'),
    ...fence('js', '1;'),
    ...fence('ts', '// file: ../up.ts', 'export {};'),
    ...fence('sh', 'npm run fly', 'npm start -- --chain kernel/none.csv', 'curl example.org'),
  ],
};

describe('the check of the snippets', () => {
  let folder: string;
  let pages: ReadonlyMap<string, SnippetPage>;
  const page = (name: string) => pages.get(name) ?? expect.fail(`no page ${name}`);

  beforeAll(async () => {
    await mkdir(join(root, 'docs/dist'), { recursive: true });
    folder = await mkdtemp(join(root, 'docs/dist/sample-'));
    for (const [name, lines] of Object.entries(PAGES)) await writeFile(join(folder, name), lines.join('\n'));
    const written = await writeModules(folder, Object.keys(PAGES), join(folder, 'out'));
    pages = new Map(written.map((each) => [each.page, each]));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('reports a type error with the line of the page, and nothing of pages that compile', async () => {
    const errors = (await compileModules(join(folder, 'out'))).filter((error) => !error.startsWith('sloppy.md'));
    expect(errors).toEqual([expect.stringMatching(/^wrong-type\.md:10: error TS2322/)]);
  });

  it('executes a page with decorators and metadata, and leaves out what must not run', async () => {
    const { modules } = page('good.md');
    expect(modules.map((module) => module.split('/').at(-1))).toEqual(['engine.ts', 'page.ts']);
    const loaded: Record<string, unknown>[] = [];
    // One after the other: a module that is imported by two at once may be made twice.
    for (const module of modules) loaded.push((await import(module)) as Record<string, unknown>);
    const [engine, main] = loaded;
    expect(main?.['found']).toEqual([engine?.['Engine']]);
  });

  it('lets an exception through', async () => {
    const [module = ''] = page('throws.md').modules;
    await expect(import(module)).rejects.toThrow('on purpose');
  });

  it('finds nothing wrong with a page that follows the convention', async () => {
    const { blocks } = page('good.md');
    expect(conventionProblems('good.md', blocks)).toEqual([]);
    expect(await commandProblems(root, 'good.md', blocks)).toEqual([]);
  });

  it('reports what breaks the convention', () => {
    expect(conventionProblems('sloppy.md', page('sloppy.md').blocks)).toEqual([
      expect.stringMatching(/^sloppy\.md:3: say why/),
      expect.stringMatching(/^sloppy\.md:8: .* not 'js'$/),
      expect.stringMatching(/^sloppy\.md:13: '\.\.\/up\.ts'/),
    ]);
  });

  it('reports commands that do not exist', async () => {
    expect(await commandProblems(root, 'sloppy.md', page('sloppy.md').blocks)).toEqual([
      `sloppy.md:19: package.json has no script 'fly'`,
      `sloppy.md:20: there is no file 'kernel/none.csv'`,
      `sloppy.md:21: 'curl example.org' is not a command that a page may name`,
    ]);
  });
});
