import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Cluster, ClusterRun, TransportName } from '../../src/index.js';
import { Launches, small } from './models.js';

const model = {
  module: new URL('../../../cli/test/fixtures/logging-experiment.mjs', import.meta.url),
  export: 'LoggingRing',
};
const launches = new Launches();
afterEach(() => launches.close());

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'disco-logged-run-'))));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Starts a run whose log takes a while to write, and resolves when one worker has reached the horizon. */
async function begin(cluster: Cluster, file: string): Promise<ClusterRun> {
  const reached = new Promise<void>((resolve) => {
    const watch = cluster.transitions.subscribe(({ from, to }) => {
      if (from !== 'ACTIVE' || to !== 'READY') return;
      watch.unsubscribe();
      resolve();
    });
  });
  const log = { file: join(folder, file) };
  const run = await cluster.start({ scenario: small, seed: 3, until: 40, parameters: { records: 100 }, log });
  await reached;
  return run;
}

describe.each<[TransportName, number]>([
  ['in-process', 1],
  ['shared-memory', 1],
  ['shared-memory', 2],
  ['grpc', 2],
])('a run that logs, on workers connected by %s, %i of them', (transport, workers) => {
  const kept = new Launches();
  let cluster: Cluster;
  beforeAll(async () => (cluster = await kept.launch({ workers, transport, model })));
  afterAll(() => kept.close());

  it('is not delayed at its horizon, and keeps its log', async () => {
    for (const delay of [0, 1, 10, 50]) {
      const run = await begin(cluster, 'kept.parquet');
      await sleep(delay);
      await run.pause();
      await run.resume();
      expect((await run.finished).log).toMatchObject({ failure: undefined });
      expect(existsSync(join(folder, 'kept.parquet'))).toBe(true);
      await rm(join(folder, 'kept.parquet'));
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('has exclusive use of its file: a second run with the same one is refused at its start', async () => {
    const second = await launches.launch({ workers, transport, model });
    const log = { file: join(folder, 'one.parquet') };
    const options = { scenario: small, seed: 3, until: 40, parameters: { records: 10 }, log };
    const run = await cluster.start(options);
    const refused = await second.start(options).catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'LOG_IN_USE' });
    expect(String(refused)).toContain(`is being written by process ${process.pid} on `);
    expect((await run.finished).log).toMatchObject({ failure: undefined });
    await (
      await second.start(options)
    ).finished;
    await rm(log.file);
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves nothing when it is canceled at its horizon, and its workers accept the next run', async () => {
    for (const delay of [0, 1, 10, 50, 100]) {
      const run = await begin(cluster, 'none.parquet');
      await sleep(delay);
      await run.cancel();
      // On a fast enough machine it was already over.
      if (run.status === 'finished') await rm(join(folder, 'none.parquet'));
      else await expect(run.finished).rejects.toMatchObject({ code: 'RUN_ABORTED' });
      expect(await readdir(folder)).toEqual([]);
    }
    const next = await begin(cluster, 'next.parquet');
    await next.finished;
    expect(await readdir(folder)).toEqual(['next.parquet']);
    await rm(join(folder, 'next.parquet'));
  });
});
