import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Cluster, ClusterProgress, RecoveredResult, Recovery, RunLoss, StartOptions } from '../../src/index.js';
import { Launches, small } from './models.js';
import { isAlive, pidsOf } from './processes.js';

const launches = new Launches();
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-recovery-'));
});
afterEach(async () => {
  await launches.close();
  await rm(folder, { recursive: true, force: true });
});

/** A run long enough for a worker to be killed in the middle. */
const options: StartOptions = { scenario: small, seed: 7, until: 600 };

async function calmDigest(): Promise<string> {
  const alone = await launches.launch({ workers: 1, transport: 'in-process' });
  return (await (await alone.start(options)).finished).digest;
}

interface Victim {
  readonly worker: number;
  /** The epoch at which it is killed. */
  readonly at: number;
}

/** A run, in each of whose first attempts a worker is killed. */
async function troubled(
  cluster: Cluster,
  start: StartOptions,
  victims: readonly Victim[],
  onStart?: (attempt: number) => void,
): Promise<RecoveredResult & { readonly losses: readonly RunLoss[] }> {
  const losses: RunLoss[] = [];
  let victim: Victim | undefined;
  const onProgress = ({ epoch }: ClusterProgress): void => {
    if (victim === undefined || epoch < victim.at) return;
    process.kill(pidsOf(cluster.hosts)[victim.worker], 'SIGKILL');
    victim = undefined;
  };
  const recovery: Recovery = {
    onStart(_, attempt) {
      victim = victims[attempt - 1];
      onStart?.(attempt);
    },
    onLoss: (loss) => losses.push(loss),
  };
  return { ...(await cluster.runRecovering({ ...start, onProgress }, recovery)), losses };
}

it('a run outlives the workers that are killed, with the digest of a calm one', async () => {
  const cluster = await launches.launch({ workers: 3, transport: 'grpc' });
  const first = pidsOf(cluster.hosts);
  const result = await troubled(cluster, options, [
    { worker: 1, at: 100 },
    { worker: 0, at: 10 },
  ]);
  expect(result).toMatchObject({ digest: await calmDigest(), attempts: 3 });
  expect(result.losses).toMatchObject([
    { loss: { code: 'WORKER_LOST' }, attempt: 2, attempts: 5, workers: 3 },
    { loss: { code: 'WORKER_LOST' }, attempt: 3 },
  ]);
  const last = pidsOf(cluster.hosts);
  // The worker that nobody killed has stayed.
  expect(last.map((pid, worker) => pid === first[worker])).toEqual([false, false, true]);
  await cluster.close();
  expect(await Promise.all([...first, ...last].map(isAlive))).toEqual(Array.from({ length: 6 }, () => false));
});

it('writes the log of a calm run, and leaves nothing beside it', async () => {
  const model = {
    module: new URL('../../../cli/test/fixtures/logging-experiment.mjs', import.meta.url),
    export: 'LoggingRing',
  };
  const logged = { ...options, until: 300 };
  const [calm, rough] = ['calm.csv', 'rough.csv'].map((name) => join(folder, name));
  const alone = await launches.launch({ workers: 1, transport: 'in-process', model });
  await (
    await alone.start({ ...logged, log: { file: calm } })
  ).finished;
  const cluster = await launches.launch({ workers: 2, transport: 'ws', model });
  const { attempts } = await troubled(cluster, { ...logged, log: { file: rough } }, [{ worker: 1, at: 100 }]);
  expect(attempts).toBe(2);
  expect(await readFile(rough, 'utf8')).toBe(await readFile(calm, 'utf8'));
  expect(await readdir(folder)).toEqual(['calm.csv', 'rough.csv']);
});

it('gives up after the attempts that it was given, and says that the model may be the cause', async () => {
  const cluster = await launches.launch({ workers: 2, transport: 'ws' });
  const kill = (): void => void process.kill(pidsOf(cluster.hosts)[0], 'SIGKILL');
  await expect(cluster.runRecovering(options, { attempts: 2, onStart: kill })).rejects.toMatchObject({
    code: 'WORKER_LOST',
    message: expect.stringMatching(
      /^a worker was lost in each of 2 attempts, so the cause may lie with the model: worker 0 /,
    ) as string,
  });
});

it('replaces a worker that was lost before the run', async () => {
  const cluster = await launches.launch({ workers: 2, transport: 'ws' });
  process.kill(pidsOf(cluster.hosts)[1], 'SIGKILL');
  await expect.poll(() => cluster.isBroken).toBe(true);
  expect(await cluster.runRecovering(options)).toMatchObject({ attempts: 2, digest: await calmDigest() });
  expect(cluster.isBroken).toBe(false);
});

it('an error of the model ends the run in the first attempt', async () => {
  const cluster = await launches.launch({ workers: 2, transport: 'shared-memory' });
  const losses: RunLoss[] = [];
  const parameters = { culprit: 'station/1', failAt: 3 };
  const run = cluster.runRecovering({ ...options, parameters }, { onLoss: (loss) => losses.push(loss) });
  await expect(run).rejects.toMatchObject({ code: 'HANDLER_FAILED' });
  expect(losses).toEqual([]);
});

it('a canceled run, and one whose start is refused by its caller, do not begin again', async () => {
  const cluster = await launches.launch({ workers: 2, transport: 'ws' });
  const controller = new AbortController();
  const canceled = cluster.runRecovering(
    { ...options, signal: controller.signal },
    { onStart: () => controller.abort() },
  );
  await expect(canceled).rejects.toMatchObject({ code: 'RUN_ABORTED' });
  const refused = cluster.runRecovering(options, {
    onStart: () => {
      throw new RangeError('not today');
    },
  });
  await expect(refused).rejects.toThrow('not today');
  // The worker is free again.
  expect(await cluster.runRecovering(options)).toMatchObject({ attempts: 1 });
});

it('a cluster that is closed while a worker is being replaced leaves no process', async () => {
  const cluster = await launches.launch({ workers: 2, transport: 'ws' });
  const pids = pidsOf(cluster.hosts);
  let closing: Promise<void> | undefined;
  const run = troubled(cluster, options, [{ worker: 0, at: 10 }], (attempt) => {
    if (attempt === 2) closing = cluster.close();
  });
  await expect(run).rejects.toMatchObject({ code: 'RUN_ABORTED' });
  await closing;
  expect(await Promise.all([...pids, ...pidsOf(cluster.hosts)].map(isAlive))).toEqual([false, false, false, false]);
});

it('a cluster that is closed as its worker is lost starts no other', async () => {
  const cluster = await launches.launch({ workers: 2, transport: 'ws' });
  const pids = pidsOf(cluster.hosts);
  let closing: Promise<void> | undefined;
  const run = cluster.runRecovering(options, {
    onStart(started) {
      process.kill(pids[0], 'SIGKILL');
      // In the turn in which the loss is known, before anything replaces the worker.
      started.finished.catch(() => (closing = cluster.close()));
    },
  });
  await expect(run).rejects.toMatchObject({ code: 'CLUSTER_CLOSED' });
  await closing;
  expect(pidsOf(cluster.hosts)).toEqual(pids);
  expect(await Promise.all(pids.map(isAlive))).toEqual([false, false]);
});

it.each([0, 1.5, NaN])('refuses %s attempts', async (attempts) => {
  const cluster = await launches.launch({ workers: 1, transport: 'in-process' });
  await expect(cluster.runRecovering(options, { attempts })).rejects.toMatchObject({ code: 'ARGUMENT_INVALID' });
});
