import type { CodeBlock } from './code-block.js';

/** A TypeScript module put together from the blocks of one page. */
export interface PageModule {
  readonly file: string;
  readonly source: string;
}

/** Module of the blocks that name no file. */
export const PAGE_FILE = 'page.ts';

/**
 * The modules of a page: its blocks in order, joined by file. Each line stands where it stands on the page, so that an error in a
 * module has the line number of the page.
 */
export function pageModules(blocks: readonly CodeBlock[]): PageModule[] {
  const modules = new Map<string, string>();
  for (const { language, file = PAGE_FILE, line, code } of blocks) {
    if (language !== 'ts') continue;
    const before = modules.get(file) ?? '';
    const missing = Math.max(0, line - 1 - (before.split('\n').length - 1));
    modules.set(file, before + '\n'.repeat(missing) + code);
  }
  return [...modules].map(([file, source]) => ({ file, source }));
}
