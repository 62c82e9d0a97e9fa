import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach } from 'vitest';
import { type TableOptions, scenarioFromTables } from '@disco-engine/data';
import { InvalidInputError } from '@disco-engine/sdk';

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

/** A folder with some files, removed after the test. */
export async function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'disco-tables-test-'));
  folders.push(folder);
  for (const [name, content] of Object.entries(files)) await writeFile(join(folder, name), content);
  return folder;
}

/** The problems of an import, each as `file:line code` with its message. */
export async function problemsOf(options: TableOptions): Promise<string[]> {
  try {
    await scenarioFromTables(options);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    return error.problems.map(({ code, message, place = {} }) => {
      const where = [place.file, place.line].filter((part) => part !== undefined).join(':');
      return `${where} ${code} ${message}`.trim();
    });
  }
  throw new Error('nothing was refused');
}
