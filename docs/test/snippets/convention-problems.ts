import type { CodeBlock } from './code-block.js';

/** What a page may show beside `ts`: a program in another language escapes the compiler, so only what reads a file elsewhere is one. */
const LANGUAGES = ['ts', 'sh', 'text', 'json', 'jsonc', 'csv', 'mermaid', 'python', 'r', 'sql'];

/** Where the blocks of a page break the convention, as `PAGE:LINE: what is wrong`. */
export function conventionProblems(page: string, blocks: readonly CodeBlock[]): string[] {
  return blocks.flatMap(({ language, noRun, file, line }) => {
    const problems: string[] = [];
    if (!LANGUAGES.includes(language)) {
      problems.push(`the language of a block is one of ${LANGUAGES.join(', ')}, not '${language}'`);
    }
    if (noRun === '') problems.push('say why the block cannot run: `no-run: REASON`');
    if (file !== undefined && !/^[\w-]+(\.test)?\.ts$/.test(file)) {
      problems.push(`'${file}' is not the plain name of a module, as in stage.ts`);
    }
    return problems.map((problem) => `${page}:${line}: ${problem}`);
  });
}
