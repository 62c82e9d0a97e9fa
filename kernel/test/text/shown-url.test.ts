import fc from 'fast-check';
import { expect, it } from 'vitest';
import { shownUrl } from '../../src/index.js';

it.each([
  ['postgres://db/plans', 'postgres://db/plans'],
  ['postgresql://me:secret@db:5432/plans?sslmode=require', 'postgresql://db:5432/plans'],
  ['postgres://me:p@ss@[::1]:5432/plans#x', 'postgres://[::1]:5432/plans'],
  ['postgres://db/plans?password=secret', 'postgres://db/plans'],
  ['postgres://db/plans?password=sec@ret', 'postgres://…'],
  ['postgres://me:12/ab@db/plans', 'postgres://…'],
  ['postgres://me:p?x@db/plans', 'postgres://…'],
  ['postgres://?password=secret\n', 'postgres://'],
  ['me:secret@db', ''],
])('%s is shown as %s', (url, shown) => {
  expect(shownUrl(url)).toBe(shown);
});

it('no password is shown, whatever it contains', () => {
  const password = fc.string({ minLength: 1, unit: fc.constantFrom('/', '?', '#', '@', ':', '&', '=', '\n', 's') });
  fc.assert(
    fc.property(password, (secret) => {
      // The letters occur nowhere else.
      const hidden = secret.replaceAll('s', 'Z');
      expect(shownUrl(`postgres://me:${hidden}@db/plans`)).not.toContain('Z');
      expect(shownUrl(`postgres://db/plans?user=me&password=${hidden}`)).not.toContain('Z');
    }),
    { seed: 1, numRuns: 500 },
  );
});
