import { spawnSync } from 'node:child_process';
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { publishedPackages } from '../../../testing/test/packages/published-packages.js';
import { codeBlocks, type CodeBlock } from './code-block.js';
import { pageModules } from './page-modules.js';

/** The repository. */
export const root = fileURLToPath(new URL('../../..', import.meta.url));

const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');

/** A page and what was made of it. */
export interface SnippetPage {
  /** Path of the page below the folder of all pages, with forward slashes. */
  readonly page: string;
  readonly blocks: readonly CodeBlock[];
  /** Modules to execute, in the order in which the page begins them: absolute paths. */
  readonly modules: readonly string[];
}

/** The README of the repository and those of its packages, and all pages below docs. */
export async function documentationPages(): Promise<string[]> {
  const docs = await readdir(join(root, 'docs'), { recursive: true });
  const isOurs = (file: string): boolean => !file.split(sep).some((part) => part === 'dist' || part === 'node_modules');
  const pages = docs.filter((file) => file.endsWith('.md') && isOurs(file)).map((file) => `docs/${file}`);
  const readmes = publishedPackages().map(({ folder }) => `${folder}/README.md`);
  return ['README.md', ...readmes, ...pages.sort()];
}

/**
 * Writes the modules of pages below `output`, which lies inside the repository so that packages are found from there: in
 * `compile` with all blocks, in `run` without those marked `no-run`.
 */
export async function writeModules(folder: string, pages: readonly string[], output: string): Promise<SnippetPage[]> {
  await rm(output, { recursive: true, force: true });
  const written: SnippetPage[] = [];
  for (const page of pages) {
    const blocks = codeBlocks(await readFile(join(folder, page), 'utf8'));
    await write(join(output, 'compile', page), blocks);
    const executed = blocks.filter(({ noRun }) => noRun === undefined);
    written.push({ page, blocks, modules: await write(join(output, 'run', page), executed) });
  }
  return written;
}

async function write(folder: string, blocks: readonly CodeBlock[]): Promise<string[]> {
  await mkdir(folder, { recursive: true });
  const modules = pageModules(blocks);
  for (const { file, source } of modules) await writeFile(join(folder, file), source);
  return modules.map(({ file }) => join(folder, file));
}

/** What the compiler says of the modules below `output`, with the path and the lines of the pages. */
export async function compileModules(output: string): Promise<string[]> {
  const options = { noEmit: true, composite: false, types: ['node'], noUnusedLocals: false, moduleDetection: 'force' };
  const config = {
    extends: join(relative(output, root), 'tsconfig.base.json'),
    compilerOptions: options,
    include: ['compile'],
  };
  await writeFile(join(output, 'tsconfig.json'), JSON.stringify(config));
  const { status, stdout, stderr } = spawnSync(process.execPath, [tsc, '-p', '.', '--pretty', 'false'], {
    cwd: output,
    encoding: 'utf8',
  });
  if (status === 0) return [];
  return `${stdout}${stderr}`.trimEnd().split('\n').map(withPage);
}

/** `compile/docs/tutorial/first-model.md/page.ts(7,3)` is line 7 of `docs/tutorial/first-model.md`. */
function withPage(error: string): string {
  return error.replace(/^compile\/(.+\.md)\/[^/(]+\((\d+),\d+\)/, '$1:$2');
}
