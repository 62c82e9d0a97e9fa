import MarkdownIt from 'markdown-it';

/** A fenced block of code on a page. */
export interface CodeBlock {
  /** The first word after the fence. */
  readonly language: string;
  /** Why the block is compiled but not executed: what follows `no-run:` after the language. Empty if nothing follows. */
  readonly noRun: string | undefined;
  /** The name in a first line `// file: NAME`. */
  readonly file: string | undefined;
  /** Line of the page that its first line of code is on, from 1. */
  readonly line: number;
  readonly code: string;
}

const markdown = new MarkdownIt();

/** All code blocks of a page, in order; those inside lists and quotes too. */
export function codeBlocks(page: string): CodeBlock[] {
  return markdown.parse(page, {}).flatMap((token) => {
    if (token.type !== 'fence' && token.type !== 'code_block') return [];
    const [language = '', ...rest] = token.info.trim().split(/\s+/);
    const noRun = rest[0]?.startsWith('no-run') === true ? rest.join(' ').replace(/^no-run:?\s*/, '') : undefined;
    const file = /^\/\/ file: (\S+)\n/.exec(token.content)?.[1];
    // An indented block has no fence above its code.
    const line = (token.map?.[0] ?? 0) + (token.type === 'fence' ? 2 : 1);
    return [{ language, noRun, file, line, code: token.content }];
  });
}
