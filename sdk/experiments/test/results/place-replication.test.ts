import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReplicationRecord } from '@disco-engine/experiments';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { placeReplication } from '../../src/results/place-replication.js';
import { diskFiles, type ResultsFiles } from '../../src/results/results-files.js';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'disco-place-'))));
afterEach(() => rm(folder, { recursive: true }));

const PLACE = 'case-0000/replication-0000';

function recordOf(status: 'FAILED' | 'FINISHED', seconds: number): ReplicationRecord {
  return {
    case: 0,
    replication: 0,
    status,
    digest: status === 'FINISHED' ? '0123456789abcdef' : '',
    epoch: 1,
    activations: 1,
    events: 1,
    seconds,
    workers: [],
    channels: [],
    log: null,
    logFailure: null,
    error: status === 'FINISHED' ? null : { code: 'NODE_FAILED', message: '', place: {} },
  };
}

async function write(name: string, record: ReplicationRecord): Promise<void> {
  await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, name, 'run.json'), JSON.stringify({ format: 1, ...record }));
}

const secondsIn = async (name: string): Promise<unknown> =>
  (JSON.parse(await readFile(join(folder, name, 'run.json'), 'utf8')) as { seconds: number }).seconds;

it('stops if its folder has been removed, whether or not there is another one in its place', async () => {
  const placing = (): Promise<unknown> =>
    placeReplication(diskFiles, folder, join(folder, 'own'), recordOf('FINISHED', 1));
  await mkdir(join(folder, 'case-0000'));
  await expect(placing()).rejects.toMatchObject({ code: 'RESULTS_LOCK_LOST' });
  await write(PLACE, recordOf('FAILED', 2));
  await expect(placing()).rejects.toMatchObject({ code: 'RESULTS_LOCK_LOST' });
  expect(await secondsIn(PLACE)).toBe(2);
});

it('keeps a result that came between, even if its place is taken when it is put back', async () => {
  await write(PLACE, recordOf('FAILED', 1));
  await write('own', recordOf('FAILED', 2));
  await write('finished', recordOf('FINISHED', 3));
  await write('late', recordOf('FAILED', 4));
  let moves = 0;
  const files: ResultsFiles = {
    ...diskFiles,
    async rename(from, to) {
      const isFirst = from === join(folder, PLACE) && moves++ === 0;
      if (isFirst) {
        await rm(from, { recursive: true });
        await rename(join(folder, 'finished'), from);
      }
      await rename(from, to);
      if (isFirst) await rename(join(folder, 'late'), from);
    },
  };
  const placed = await placeReplication(files, folder, join(folder, 'own'), recordOf('FAILED', 2));
  expect(placed).toMatchObject({ status: 'FINISHED', seconds: 3 });
  expect([await secondsIn(PLACE), moves]).toEqual([3, 2]);
  expect(await readdir(folder)).toEqual(['case-0000']);
});
