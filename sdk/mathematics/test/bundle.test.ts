import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { bundleLibrary } from '../scripts/bundle-library.js';

const library = new URL('../src/library.ts', import.meta.url);

it('is the bundle of the locked versions of stdlib', async () => {
  const text = await readFile(library, 'utf8');
  // Compared as a whole: a diff of a hundred kilobytes is of no use.
  expect(text === (await bundleLibrary()), 'src/library.ts is not what `npm run -s mathematics` writes').toBe(true);
});

it('calls only functions of Math that the standard defines exactly, and no power operator', async () => {
  const text = await readFile(library, 'utf8');
  const called = new Set(text.match(/\bMath\.\w+/g));
  expect([...called].sort()).toEqual(['Math.abs', 'Math.ceil', 'Math.floor', 'Math.round', 'Math.sqrt']);
  expect(text).not.toMatch(/\*\*/);
});
