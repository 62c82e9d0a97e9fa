import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import type { Readable } from 'node:stream';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Launches, NEVER, small } from './models.js';
import { isAlive, pidsOf } from './processes.js';

const launches = new Launches();
let folder: string;
let launcher: ChildProcess | undefined;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-losses-'));
  // Where launches put their sockets.
  vi.stubEnv('TMPDIR', folder);
});
afterEach(async () => {
  launcher?.kill('SIGKILL');
  await launches.close();
  vi.unstubAllEnvs();
  await rm(folder, { recursive: true, force: true });
});

describe.each(['ws', 'grpc'] as const)('with workers in processes, connected by %s,', (transport) => {
  it('a killed worker ends the run of all, is named, and leaves nothing', async () => {
    const cluster = await launches.launch({ workers: 3, transport });
    const pids = pidsOf(cluster.hosts);
    let victim = (): void => {};
    const underWay = new Promise<void>((resolve) => (victim = resolve));
    const run = await cluster.start({ scenario: small, until: NEVER, onProgress: () => victim() });
    await underWay;
    const start = performance.now();
    process.kill(pids[1], 'SIGKILL');
    await expect(run.finished).rejects.toMatchObject({
      code: 'WORKER_LOST',
      message: expect.stringMatching(`worker 1 .process ${pids[1]}. is gone: .*SIGKILL`) as string,
    });
    // A local worker is missed by its exit, not by its silence, which would take 10 seconds.
    expect(performance.now() - start).toBeLessThan(5_000);
    await expect(cluster.start({ scenario: small, until: 1 })).rejects.toMatchObject({
      code: 'CLUSTER_BROKEN',
      cause: { code: 'WORKER_LOST' },
    });
    await cluster.close();
    expect(await Promise.all(pids.map(isAlive))).toEqual([false, false, false]);
    expect(await readdir(folder)).toEqual([]);
  });

  it('a stopped worker is noticed by its silence, and reported as such', async () => {
    const cluster = await launches.launch({ workers: 2, transport, lostAfter: 2_000 });
    const pids = pidsOf(cluster.hosts);
    const run = await cluster.start({ scenario: small, until: NEVER });
    const start = performance.now();
    process.kill(pids[1], 'SIGSTOP');
    const lost = `worker 1 .process ${pids[1]}. is gone: the process did not respond for \\d+ ms, so it was killed; check`;
    await expect(run.finished).rejects.toMatchObject({
      code: 'WORKER_LOST',
      message: expect.stringMatching(lost) as string,
    });
    const silence = performance.now() - start;
    expect(silence).toBeGreaterThan(1_500);
    expect(silence).toBeLessThan(6_000);
    await cluster.close();
    expect(await Promise.all(pids.map(isAlive))).toEqual([false, false]);
  });

  it.each([
    ['', String(NEVER)],
    [' while a handler never returns', '0'],
  ])('a killed launcher%s leaves no process and no socket', async (_, hangAt) => {
    const path = fileURLToPath(new URL('../fixtures/launcher.mjs', import.meta.url));
    launcher = spawn(process.execPath, [path, transport, hangAt], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [told] = (await once(launcher.stdout as Readable, 'data')) as [Buffer];
    const pids = pidsOf(JSON.parse(told.toString()) as string[]);
    expect(await Promise.all(pids.map(isAlive))).toEqual([true, true]);
    launcher.kill('SIGKILL');
    await expect
      .poll(async () => Promise.all(pids.map(isAlive)), { timeout: 8_000, interval: 50 })
      .toEqual([false, false]);
    await expect.poll(async () => readdir(folder, { recursive: true }), { timeout: 2_000 }).toEqual([]);
  });
});

it('a worker that is stuck in a handler is killed when the run is canceled', async () => {
  const cluster = await launches.launch({ workers: 2, transport: 'shared-memory', lostAfter: 300 });
  const parameters = { culprit: 'station/1', hangAt: 3 };
  const run = await cluster.start({ scenario: small, until: NEVER, parameters });
  await run.cancel();
  expect(run.isOver).toBe(true);
  await expect(run.finished).rejects.toMatchObject({
    code: expect.stringMatching('WORKER_LOST|RUN_ABORTED') as string,
  });
});
