import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ScenarioFolder } from '../../src/scenarios/scenario-folder.js';
import { sha256 } from '../../src/scenarios/sha256.js';

let folder = '';
let warnings: string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'disco-scenarios-'));
  warnings = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const cache = (mostBytes = 1_000, at = folder): ScenarioFolder =>
  new ScenarioFolder(at, mostBytes, (problem) => void warnings.push(problem));

const content = (number: number, bytes = 100): Uint8Array => new Uint8Array(bytes).fill(number);
const hashOf = (number: number, bytes = 100): string => sha256(content(number, bytes));
const pathOf = (number: number): string => join(folder, `${hashOf(number)}.scenario`);

/** As if a file was used last this many seconds ago. */
function age(path: string, seconds: number): void {
  const time = Date.now() / 1_000 - seconds;
  utimesSync(path, time, time);
}

describe('a folder of scenarios', () => {
  it('keeps them for this process and others, for the user alone', async () => {
    await cache(1_000, join(folder, 'new', 'folder')).keep(hashOf(1), content(1));
    const found = await cache(1_000, join(folder, 'new', 'folder')).get(hashOf(1), 100);
    expect(found).toEqual(content(1));
    expect(found?.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(statSync(join(folder, 'new', 'folder', `${hashOf(1)}.scenario`)).mode & 0o777).toBe(0o600);
    expect(await cache().get(hashOf(2), 100)).toBeUndefined();
    expect(warnings).toEqual([]);
  });

  it('believes and keeps no file without the hash of its name', async () => {
    await cache().keep(hashOf(1), content(1));
    writeFileSync(pathOf(1), content(2));
    expect(await cache().get(hashOf(1), 100)).toBeUndefined();
    expect(readdirSync(folder)).toEqual([]);
    expect(warnings).toEqual([`${pathOf(1)} is damaged, and is removed`]);
  });

  it('removes no file because somebody asks for another size, and replaces one that was cut short', async () => {
    await cache().keep(hashOf(1), content(1));
    for (const bytes of [0, 99, 101]) expect(await cache().get(hashOf(1), bytes)).toBeUndefined();
    expect(await cache().get(hashOf(1), 100)).toEqual(content(1));
    for (const damaged of [content(1, 99), content(1, 101), new Uint8Array(0)]) {
      writeFileSync(pathOf(1), damaged);
      expect(await cache().get(hashOf(1), 100)).toBeUndefined();
      await cache().keep(hashOf(1), content(1));
      expect(await cache().get(hashOf(1), 100)).toEqual(content(1));
    }
    expect(warnings).toHaveLength(6);
    expect(warnings[0]).toBe(`${pathOf(1)} has 100 bytes, and not the 0 of the scenario that the launcher has`);
  });

  it('follows no link', async () => {
    const elsewhere = join(folder, 'elsewhere');
    writeFileSync(elsewhere, content(1));
    symlinkSync(elsewhere, pathOf(1));
    expect(await cache().get(hashOf(1), 100)).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining('cannot be read')]);
    await cache().keep(hashOf(1), content(1));
    expect(await cache().get(hashOf(1), 100)).toEqual(content(1));
    expect(readFileSync(elsewhere)).toEqual(Buffer.from(content(1)));
  });

  it('gives up those that were not used for longest', async () => {
    for (const number of [1, 2, 3]) await cache(300).keep(hashOf(number), content(number));
    [1, 2, 3].forEach((number) => age(pathOf(number), 100 - number));
    await cache(300).get(hashOf(1), 100);
    await cache(300).keep(hashOf(4), content(4));
    expect(readdirSync(folder).sort()).toEqual([1, 3, 4].map((number) => `${hashOf(number)}.scenario`).sort());
    await cache(300).keep(hashOf(5, 301), content(5, 301));
    expect(readdirSync(folder)).toHaveLength(3);
  });

  it('removes what a process left behind that ended while it wrote, and nothing of others', async () => {
    const names = [
      `${hashOf(9)}.scenario.0123456789abcdef.part`,
      `${hashOf(8)}.scenario.0123456789abcdef.part`,
      'notes.txt',
    ];
    for (const name of names) writeFileSync(join(folder, name), 'a part');
    for (const name of [names[0] ?? '', 'notes.txt']) age(join(folder, name), 7_200);
    await cache().keep(hashOf(1), content(1));
    expect(readdirSync(folder).sort()).toEqual([`${hashOf(1)}.scenario`, ...names.slice(1)].sort());
  });

  it('leaves what another process is writing, although its size counts', async () => {
    await cache(300).keep(hashOf(1), content(1));
    age(join(folder, `${hashOf(1)}.scenario`), 60);
    const part = `${hashOf(9)}.scenario.0123456789abcdef.part`;
    writeFileSync(join(folder, part), Buffer.alloc(250));
    age(join(folder, part), 120);
    await cache(300).keep(hashOf(2), content(2));
    expect(readdirSync(folder).sort()).toEqual([part, `${hashOf(2)}.scenario`].sort());
  });

  it('is no condition for a run: what cannot be written is not kept', async () => {
    const file = join(folder, 'file');
    writeFileSync(file, '');
    await cache(1_000, file).keep(hashOf(1), content(1));
    expect(await cache(1_000, file).get(hashOf(1), 100)).toBeUndefined();
    expect(warnings).toEqual([expect.stringContaining('cannot be written'), expect.stringContaining('cannot be read')]);
  });

  it('gives what was kept or nothing, and stays within its size, whoever uses it at the same time', async () => {
    const step = fc.record({ number: fc.nat({ max: 7 }), keeps: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps) => {
        await Promise.all(
          steps.map(async ({ number, keeps }) => {
            const bytes = 50 + 20 * number;
            const hash = hashOf(number, bytes);
            if (keeps) return cache(400).keep(hash, content(number, bytes));
            const found = await cache(400).get(hash, bytes);
            if (found !== undefined) expect(found).toEqual(content(number, bytes));
            return undefined;
          }),
        );
        await cache(400).keep(hashOf(99), content(99));
        const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size);
        expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(400);
        expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
      }),
      { numRuns: 30 },
    );
    expect(warnings).toEqual([]);
  });
});
