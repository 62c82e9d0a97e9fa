import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ShardClaim } from '../../src/results/shard-claim.js';
import { ShardRoster } from '../../src/results/shard-roster.js';

let folder: string;
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'disco-roster-'))));
afterEach(() => rm(folder, { recursive: true }));

it('a shard that is not yet in the list of a network file system counts as alive until its claim is gone', async () => {
  const other = await ShardClaim.take(folder);
  const roster = new ShardRoster(folder, '0123456789ab', () => Promise.resolve([]));
  for (let look = 0; look < 2; look++) {
    await roster.look();
    expect([await roster.isAlive(other.id), roster.isUnclear(other.id)]).toEqual([true, false]);
  }
  await other.release();
  await roster.look();
  expect(await roster.isAlive(other.id)).toBe(false);
});
