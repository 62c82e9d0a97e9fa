import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Disco, model, outcomeOf, type Outcome } from './disco.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const disco = new Disco();
const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(() => disco.close());

let folder: string;
let token: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-ranks-test-'));
  token = join(folder, 'token');
  await writeFile(token, 'xTqyW6n3JwP0v8RkZ2hLbM5cD9sF1gA7', { mode: 0o600 });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const RING = ['--model', `${model}#TokenRing`, '--scenario', `${model}#small`, '--seed', '7'];

/** Starts a process as a scheduler does. */
function start(env: Readonly<Record<string, string>>, ...args: readonly string[]): ChildProcess {
  // A process that is killed is missed after that time, as its connection might come back.
  const words = [main, 'run', ...RING, '--token-file', token, '--lost-after', '2000', ...args];
  const child = spawn(process.execPath, words, {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  children.push(child);
  return child;
}

/** The environment of a task of srun on this machine. */
const slurm = (rank: number, count: number): Record<string, string> => ({
  SLURM_PROCID: String(rank),
  SLURM_NTASKS: '99',
  SLURM_STEP_NUM_TASKS: String(count),
  SLURM_NODEID: '0',
  SLURM_JOB_NODELIST: 'elsewhere[1-9]',
  SLURM_STEP_NODELIST: '127.0.0.1',
  SLURM_STEP_TASKS_PER_NODE: String(count),
});

/** A free port with free ones after it, as far as one can know. */
async function freePort(): Promise<string> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return String(typeof address === 'object' && address !== null ? Math.min(address.port, 65_000) : 0);
}

function startAll(count: number, ...args: readonly string[]): ChildProcess[] {
  return Array.from({ length: count }, (_, rank) => start(slurm(rank, count), '--ranks', 'env', ...args));
}

async function endsOf(started: readonly ChildProcess[]): Promise<Outcome[]> {
  return Promise.all(started.map(outcomeOf));
}

/** Waits until the first rank says that the run has begun. */
function isRunning(first: ChildProcess | undefined): Promise<unknown> {
  return new Promise<void>((resolve) =>
    first?.stderr?.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('Running on')) resolve();
    }),
  );
}

describe('ranks', () => {
  it.each([
    ['grpc', 3, 1],
    ['ws', 2, 2],
  ])('are one run over %s, and the first prints its result', async (transport, count, threads) => {
    const alone = await disco.run('run', ...RING, '--json', '--until', '20', '--workers', '1');
    const port = await freePort();
    const common = ['--json', '--until', '20'];
    const [first, ...others] = await endsOf(
      startAll(count, ...common, '--transport', transport, '--rank-port', port, '--workers', String(threads)),
    );
    expect([first?.code, first?.stderr]).toEqual([0, '']);
    const result = JSON.parse(first?.stdout ?? '') as Record<string, unknown>;
    expect(result['digest']).toBe((JSON.parse(alone.stdout) as Record<string, unknown>)['digest']);
    expect(result['perWorker']).toMatchObject(
      Array.from({ length: count * threads }, (_, worker) => {
        const rank = Math.floor(worker / threads);
        const address = `${transport}://127.0.0.1:${Number(port) + 2 * threads * rank}`;
        return { host: `rank ${rank} (${address})${worker % threads === 0 ? '' : `#${worker % threads}`}` };
      }),
    );
    expect(others).toEqual(others.map(() => ({ code: 0, stdout: '', stderr: '' })));
    expect(others).toHaveLength(count - 1);
  });

  it('all end when one of them is killed, and say which', async () => {
    const port = await freePort();
    const parameters = ['--parameters', JSON.stringify({ work: 5 })];
    const started = startAll(3, '--until', '1e6', ...parameters, '--rank-port', port, '--rank-wait', '60000');
    const ends = endsOf(started);
    await isRunning(started[0]);
    started[1]?.kill('SIGKILL');
    const killed = performance.now();
    const [first, , third] = await ends;
    expect(performance.now() - killed).toBeLessThan(10_000);
    const lost = /rank 1 \(grpc:\/\/127\.0\.0\.1:\d+\)\) is gone/;
    expect([first?.code, first?.stderr]).toEqual([1, expect.stringMatching(/^Error WORKER_LOST: /m)]);
    expect(first?.stderr).toMatch(lost);
    expect([third?.code, third?.stderr]).toEqual([
      1,
      expect.stringMatching(/^Error LAUNCHER_FAILED: rank 0 \(.*reports/),
    ]);
    expect(third?.stderr).toMatch(lost);
  });

  it('all end when the first one is killed', async () => {
    const port = await freePort();
    const parameters = ['--parameters', JSON.stringify({ work: 5 })];
    const started = startAll(2, '--until', '1e6', ...parameters, '--rank-port', port, '--rank-wait', '60000');
    const ends = endsOf(started);
    await isRunning(started[0]);
    started[0]?.kill('SIGKILL');
    const [, second] = await ends;
    expect([second?.code, second?.stderr]).toEqual([
      1,
      expect.stringMatching(/^Error LAUNCHER_LOST: rank 0 \(.*is gone before/),
    ]);
  });

  it('begin again when a scheduler starts each of them again, whichever was lost', async () => {
    const alone = await disco.run('run', ...RING, '--json', '--until', '20', '--workers', '1');
    const port = await freePort();
    const work = ['--parameters', JSON.stringify({ work: 5 })];
    const starts = [0, 0];
    let first: ChildProcess | undefined;
    /** Starts a rank until it ends well, at once, as Kubernetes does with the container of a pod. */
    const supervised = async (rank: number): Promise<Outcome> => {
      for (;;) {
        starts[rank] = (starts[rank] ?? 0) + 1;
        const child = start(slurm(rank, 2), '--ranks', 'env', '--until', '20', ...work, '--rank-port', port);
        if (rank === 0) first = child;
        if (starts.every((count) => count === 1) && rank === 1) void isRunning(first).then(() => child.kill('SIGKILL'));
        const outcome = await outcomeOf(child);
        if (outcome.code === 0) return outcome;
      }
    };
    const [result] = await Promise.all([0, 1].map(supervised));
    // A rank that is back early may meet one that is about to end, and begin once more.
    expect(Math.min(...starts)).toBeGreaterThan(1);
    const { digest } = JSON.parse(alone.stdout) as { readonly digest: string };
    expect(result?.stdout).toMatch(new RegExp(`^digest +${digest}$`, 'm'));
  });

  it('are canceled together when the scheduler ends all of them', async () => {
    const port = await freePort();
    const parameters = ['--parameters', JSON.stringify({ work: 5 })];
    const started = startAll(2, '--until', '1e6', ...parameters, '--rank-port', port, '--rank-wait', '60000');
    const ends = endsOf(started);
    await isRunning(started[0]);
    // The follower first, so that the leader would find it gone if it left at once.
    for (const child of [...started].reverse()) child.kill('SIGTERM');
    const [first, second] = await ends;
    expect([first?.code, second?.code, second?.stderr]).toEqual([130, 130, '']);
    expect(first?.stderr).toMatch(/^Interrupted: the run ended at epoch /m);
  });

  it('name those that do not come, or a first one that does not come', async () => {
    const port = await freePort();
    const args = ['--ranks', 'env', '--until', '20', '--rank-port', port, '--rank-wait', '3000'];
    const [first, second] = await endsOf([start(slurm(0, 4), ...args), start(slurm(1, 4), ...args)]);
    expect([first?.code, first?.stderr]).toEqual([
      1,
      expect.stringMatching(/^Error WORKER_UNREACHABLE: worker rank 2 \(.*; worker rank 3 \(/),
    ]);
    expect(first?.stderr).toContain('(tried for 3 s)');
    expect([second?.code, second?.stderr]).toEqual([
      1,
      expect.stringMatching(/^Error LAUNCHER_MISSING: rank 1 waited for rank 0/),
    ]);
  });

  it('end with the first one if its input is wrong', async () => {
    const port = await freePort();
    const wrong = ['--parameters', '{"nonsense": 1}', '--until', '20', '--rank-port', port];
    const [first, second] = await endsOf(startAll(2, ...wrong));
    expect(first?.code).toBeGreaterThan(0);
    expect([second?.code, second?.stderr]).toEqual([1, expect.stringContaining('nonsense')]);
  });
});
