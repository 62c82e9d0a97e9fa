import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTraces } from '../../src/conformance/read-traces.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'disco-traces-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const traces = JSON.stringify({ format: 1, group: 'none', cases: [] });

describe('a trace file', () => {
  it('may be compressed', async () => {
    const file = join(folder, 'good.json.gz');
    await writeFile(file, gzipSync(traces));
    expect(await readTraces(file)).toEqual({ format: 1, group: 'none', cases: [] });
  });

  it.each([
    ['cut.json', traces.slice(0, -1), 'JSON'],
    ['plain.json.gz', traces, 'incorrect header check'],
    ['later.json', traces.replace('1', '2'), 'not a trace file of format 1'],
    ['list.json', '[]', 'not a trace file of format 1'],
    ['null.json', 'null', 'not a trace file of format 1'],
    ['missing.json', undefined, 'ENOENT'],
  ])('that cannot be read is named with the reason: %s', async (name, content, why) => {
    const file = join(folder, name);
    if (content !== undefined) await writeFile(file, content);
    await expect(readTraces(file)).rejects.toMatchObject({
      code: 'TRACE_UNREADABLE',
      place: { file },
      message: expect.stringContaining(why) as string,
    });
  });
});
