import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LocalCoordinator } from '../../src/index.js';
import { refusal } from '../refusal.js';
import { coordinatorSuite } from '../suite/coordinator-suite.js';

coordinatorSuite({
  kind: 'a local coordinator',
  open: async (clock) => new LocalCoordinator({ clock }),
  close: (coordinator) => coordinator.close(),
});

test('artefacts can be files, and a damaged one is not returned', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'disco-artefacts-'));
  const coordinator = new LocalCoordinator({ folder: join(folder, 'artefacts') });
  const hash = await coordinator.put(Buffer.from('log'));
  expect(await readdir(join(folder, 'artefacts'))).toEqual([hash]);
  expect(String(Buffer.from(await coordinator.get(hash)))).toBe('log');
  await writeFile(join(folder, 'artefacts', hash), 'lag');
  expect((await refusal(coordinator.get(hash))).code).toBe('ARTEFACT_DAMAGED');
  expect(await coordinator.collect(0)).toEqual({ jobs: 0, artefacts: 1 });
  expect(await readdir(join(folder, 'artefacts'))).toEqual([]);
  await rm(folder, { recursive: true });
});

test('an artefact that is too large is refused', async () => {
  const coordinator = new LocalCoordinator();
  const error = await refusal(coordinator.put(new Uint8Array(256 * 2 ** 20 + 1)));
  expect(error.code).toBe('ARTEFACT_TOO_LARGE');
});
