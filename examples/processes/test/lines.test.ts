import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const models = new URL('../src/models/', import.meta.url);

/** The lines of a model without imports, comments and blank lines. */
async function linesOf(model: string): Promise<string[]> {
  const text = await readFile(fileURLToPath(new URL(model, models)), 'utf8');
  const code = text.replaceAll(/^import [^;]*;$/gm, '').replaceAll(/\/\*[^]*?\*\//g, '');
  return code.split('\n').filter((line) => line.trim() !== '' && !line.trim().startsWith('//'));
}

const holdsMore = (line: string): boolean => /\w/.test(line);

// The README states these numbers, as a measure of the effort of writing a model with processes.
it.each([
  { model: 'call-centre.ts', lines: 30, withoutBrackets: 25 },
  { model: 'job-shop.ts', lines: 37, withoutBrackets: 30 },
])('$model has $lines lines, of which $withoutBrackets hold more than brackets', async (expected) => {
  const lines = await linesOf(expected.model);
  expect([lines.length, lines.filter(holdsMore).length]).toEqual([expected.lines, expected.withoutBrackets]);
});
