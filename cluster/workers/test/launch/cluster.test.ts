import { Simulation } from '@disco-engine/sdk';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Cluster, TransportName } from '../../src/index.js';
import { TokenRing } from '../fixtures/token-ring.mjs';
import { Launches, MODEL, NEVER, small } from './models.js';

const launches = new Launches();
afterEach(() => launches.close());

const UNTIL = 40;
let digest: string;
let activations: number;

beforeAll(async () => {
  const simulation = await Simulation.create(TokenRing, { scenario: small, seed: 3 });
  simulation.until(UNTIL);
  ({ digest, activationCount: activations } = simulation);
  await simulation.dispose();
});

describe.each<TransportName>(['in-process', 'shared-memory', 'ws', 'grpc'])('workers connected by %s', (transport) => {
  /** Serves the runs of several tests, one after another. */
  const kept = new Launches();
  let cluster: Cluster;
  beforeAll(async () => (cluster = await kept.launch({ workers: 3, transport })));
  afterAll(() => kept.close());

  it.each([1, 3])('%i of them give the digest of one simulation', async (workers) => {
    const own = await launches.launch({ workers, transport });
    const told: string[] = [];
    own.transitions.subscribe(({ worker, to }) => worker === 0 && told.push(to));
    const run = await own.start({ scenario: small, seed: 3, until: UNTIL });
    const result = await run.finished;
    expect(result).toMatchObject({ digest, activations });
    expect(result.perWorker.map(({ nodes }) => nodes).reduce((a, b) => a + b)).toBe(12);
    expect(told).toEqual(['RESERVED', 'INITIALIZING', 'READY', 'ACTIVE', 'READY']);
    const totals = (await run.collect('totals')) as { name: string }[][];
    expect(totals.flat()).toHaveLength(12);
  });

  it('fail together if a handler throws, and accept the next run', async () => {
    const failing = await cluster.start({
      scenario: small,
      seed: 3,
      until: NEVER,
      parameters: { culprit: 'station/4', failAt: 5 },
    });
    await expect(failing.finished).rejects.toMatchObject({
      code: 'HANDLER_FAILED',
      place: { node: 'station/4', simproc: 'pass' },
      cause: { name: 'TypeError', message: 'the station is on fire' },
    });
    expect(failing.status).toBe('failed');
    const run = await cluster.start({ scenario: small, seed: 3, until: UNTIL });
    expect((await run.finished).digest).toBe(digest);
  });

  it('pause at one epoch, continue, and reach the same result', async () => {
    const run = await cluster.start({ scenario: small, seed: 3, until: UNTIL, parameters: { work: 0.3 } });
    for (let i = 0; i < 4; i++) {
      const epoch = await run.pause();
      const at = (await run.collect('epochs')) as { epoch: number; activations: number }[];
      expect(Math.max(...at.map((worker) => worker.epoch))).toBe(epoch);
      if (run.isOver) break;
      expect(run.status).toBe('paused');
      // The same activations as a simulation that runs exactly to that epoch.
      expect(at.reduce((sum, worker) => sum + worker.activations, 0)).toBe(await activationsUpTo(epoch));
      await run.resume();
    }
    expect((await run.finished).digest).not.toBe('');
    expect((await run.finished).activations).toBe(activations);
  });

  it('stop within a tenth of a second when the run is canceled', async () => {
    let taken = Infinity;
    // Twice the promised time, and the best of a few runs, in case the machine is busy with other tests.
    for (let times = 0; times < 5 && taken >= 200; times++) {
      const controller = new AbortController();
      let start = Infinity;
      const onProgress = (): void => {
        start = Math.min(start, performance.now());
        controller.abort();
      };
      const run = await cluster.start({ scenario: small, until: NEVER, signal: controller.signal, onProgress });
      await expect(run.finished).rejects.toMatchObject({ code: 'RUN_ABORTED' });
      taken = performance.now() - start;
      expect(run.status).toBe('canceled');
    }
    expect(taken).toBeLessThan(200);
    const next = await cluster.start({ scenario: small, seed: 3, until: UNTIL });
    expect((await next.finished).digest).toBe(digest);
  });
});

describe('a cluster', () => {
  it('refuses a launch with all of its problems', async () => {
    const launch = launches.launch({ workers: 0, transport: 'shared-memory', hosts: 'processes', lostAfter: -1 });
    await expect(launch).rejects.toMatchObject({ code: 'LAUNCH_INVALID', problems: { length: 3 } });
  });

  it('reports what is wrong with the model module, and stays usable', async () => {
    const cluster = await launches.launch({ workers: 2, transport: 'in-process', model: { ...MODEL, export: 'Ring' } });
    await expect(cluster.start({ scenario: small, until: 1 })).rejects.toMatchObject({ code: 'MODEL_UNKNOWN' });
    const missing = { module: new URL('./no-such-file.mjs', MODEL.module), export: 'TokenRing' };
    const other = await launches.launch({ workers: 2, transport: 'in-process', model: missing });
    await expect(other.start({ scenario: small, until: 1 })).rejects.toMatchObject({ code: 'MODEL_FAILED' });
  });

  it('has one run at a time, and none once it is closed', async () => {
    const cluster = await launches.launch({ workers: 2, transport: 'in-process' });
    const run = await cluster.start({ scenario: small, until: NEVER });
    await expect(cluster.start({ scenario: small, until: 1 })).rejects.toMatchObject({ code: 'RUN_ACTIVE' });
    await cluster.close();
    await expect(run.finished).rejects.toMatchObject({ code: 'RUN_ABORTED' });
    await expect(cluster.start({ scenario: small, until: 1 })).rejects.toMatchObject({ code: 'CLUSTER_CLOSED' });
  });

  it('refuses to collect what does not exist or is not plain data', async () => {
    const cluster = await launches.launch({ workers: 2, transport: 'in-process' });
    const run = await cluster.start({ scenario: small, until: 2 });
    await run.finished;
    await expect(run.collect('noSuchFunction')).rejects.toMatchObject({ code: 'COLLECT_UNKNOWN' });
    await expect(run.collect('notPlain')).rejects.toMatchObject({ code: 'COLLECT_INVALID' });
    await expect(cluster.start({ scenario: small, until: 2, parameters: { work: () => 1 } })).rejects.toMatchObject({
      code: 'COMMAND_INVALID',
    });
  });

  it('reports progress up to the end', async () => {
    const cluster = await launches.launch({ workers: 2, transport: 'in-process' });
    const seen: number[] = [];
    const onProgress = ({ activations: made }: { activations: number }): void => void seen.push(made);
    const run = await cluster.start({ scenario: small, seed: 3, until: UNTIL, parameters: { work: 0.5 }, onProgress });
    await run.finished;
    expect(seen.length).toBeGreaterThan(1);
    expect(seen.at(-1)).toBe(activations);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
  });

  it('says which worker is broken, and accepts no more runs', async () => {
    const cluster = await launches.launch({ workers: 2, transport: 'in-process' });
    const parameters = { culprit: 'station/1', sticky: true };
    await (
      await cluster.start({ scenario: small, until: 2, parameters })
    ).finished;
    await expect(cluster.start({ scenario: small, until: 2 })).rejects.toMatchObject({
      code: 'CLUSTER_BROKEN',
      cause: { code: 'WORKER_BROKEN' },
    });
  });
});

/** The work of a handler does not change the result, so a simulation without it is the reference. */
async function activationsUpTo(epoch: number): Promise<number> {
  const simulation = await Simulation.create(TokenRing, { scenario: small, seed: 3 });
  const seen: number[] = [];
  simulation.activations.subscribe((activation) => seen.push(activation.epoch));
  simulation.until(UNTIL);
  await simulation.dispose();
  return seen.filter((at) => at <= epoch).length;
}
