import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Cluster } from '@disco-engine/cluster';
import { ENGINE_VERSION } from '@disco-engine/kernel';
import { createTokenFile, readTokenFile } from '@disco-engine/transports/security';
import { NEVER, small } from '../../../workers/test/launch/models.js';
import { model as modelFile } from './disco.js';

const main = fileURLToPath(new URL('../../dist/main.js', import.meta.url));
const model = { module: modelFile, export: 'TokenRing' };
const folder = mkdtempSync(join(tmpdir(), 'disco-life-'));
const tokenFile = join(folder, 'token');
await createTokenFile(tokenFile);
const token = await readTokenFile(tokenFile);
const workers: ChildProcess[] = [];
const clusters: Cluster[] = [];

afterEach(async () => {
  await Promise.all(clusters.splice(0).map((cluster) => cluster.close()));
  for (const worker of workers.splice(0)) worker.kill('SIGKILL');
});
afterAll(() => rmSync(folder, { recursive: true }));

interface Logged {
  readonly event: string;
  readonly level: string;
  readonly message: string;
  readonly [detail: string]: unknown;
}

interface Life {
  readonly child: ChildProcess;
  readonly address: string;
  readonly log: readonly Logged[];
  /** Resolves when an event has been logged. */
  logged(event: string): Promise<Logged>;
  /** Exit code, once the process has ended. */
  readonly ended: Promise<number | null>;
}

async function live(flags: readonly string[] = []): Promise<Life> {
  const listen = ['--listen', 'ws://127.0.0.1:0', '--model', modelFile, '--token-file', tokenFile];
  const args = ['worker', ...listen, '--log-format', 'json', ...flags];
  const child = spawn(process.execPath, [main, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  workers.push(child);
  const ended = once(child, 'exit').then(([code]) => code as number | null);
  const log: Logged[] = [];
  // A model may write there as well.
  const isLogged = (line: string): boolean => line.startsWith('{');
  createInterface({ input: child.stderr }).on('line', (line) => isLogged(line) && log.push(JSON.parse(line) as Logged));
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    child,
    address: line.split(' ').at(-1) ?? '',
    log,
    ended,
    logged: async (event) => {
      const found = (): Logged | undefined => log.find((one) => one.event === event);
      await expect.poll(found, { timeout: 20_000 }).toBeDefined();
      return found() ?? { event, level: '', message: '' };
    },
  };
}

async function gather(address: string): Promise<Cluster> {
  const cluster = await Cluster.join({ peers: [address], token, model });
  clusters.push(cluster);
  return cluster;
}

describe('the log of disco worker', () => {
  it('tells of launchers, runs and strangers, and never of the token', async () => {
    const { address, child, ended, log, logged } = await live();
    const cluster = await gather(address);
    await (
      await cluster.start({ scenario: small, until: 10 })
    ).finished;
    await expect(gather(address)).rejects.toMatchObject({ code: 'WORKER_TAKEN' });
    await cluster.close();
    await logged('launcher-gone');
    const stranger = Cluster.join({ peers: [address], token: `${token}.`, model });
    await expect(stranger).rejects.toMatchObject({ code: 'TOKEN_REFUSED' });
    await logged('strangers');
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    const where = expect.stringMatching(/^127\.0\.0\.1 port \d+$/) as string;
    const run = { model: 'token-ring.mjs#TokenRing', scenario: 'ring', worker: 0, workers: 1 };
    expect(log).toMatchObject([
      { level: 'info', event: 'listening', address, models: 'token-ring.mjs', version: ENGINE_VERSION },
      { level: 'info', event: 'launcher-admitted', from: where, lostAfter: 10_000 },
      { level: 'info', event: 'run-reserved' },
      { level: 'info', event: 'run-started', ...run },
      { level: 'info', event: 'launcher-refused', from: where, code: 'WORKER_TAKEN' },
      { level: 'info', event: 'run-ended', ...run, reason: 'it reached its horizon' },
      { level: 'info', event: 'launcher-gone', from: where, reason: 'it has ended the connection' },
      {
        level: 'warn',
        event: 'strangers',
        count: 1,
        message: expect.stringContaining('it has another token') as string,
      },
      { level: 'info', event: 'draining', milliseconds: 25_000 },
      { level: 'info', event: 'drained' },
      { level: 'info', event: 'ended' },
    ]);
    expect(JSON.stringify(log)).not.toContain(token);
  });
});

describe('disco worker after SIGTERM', () => {
  it('lets the run in progress end, and admits nobody', async () => {
    const { address, child, ended, logged } = await live();
    const cluster = await gather(address);
    const run = await cluster.start({ scenario: small, seed: 3, until: 20, parameters: { work: 2 } });
    child.kill('SIGTERM');
    await logged('draining');
    await expect(gather(address)).rejects.toMatchObject({ code: 'WORKER_DRAINING' });
    expect((await run.finished).digest).toMatch(/^[\da-f]{16}$/);
    // The launcher may still ask for results, but not start another run.
    expect(await run.collect('epochs')).toHaveLength(1);
    await expect(cluster.start({ scenario: small, until: 1 })).rejects.toMatchObject({
      code: expect.stringMatching('WORKER_DRAINING|WORKER_LOST|CLUSTER_BROKEN') as string,
    });
    expect(await ended).toBe(0);
  });

  it('ends a run that takes longer than it may', async () => {
    const { address, child, ended, log } = await live(['--drain-within', '200']);
    const run = await (await gather(address)).start({ scenario: small, until: NEVER });
    child.kill('SIGTERM');
    await expect(run.finished).rejects.toMatchObject({ code: 'WORKER_LOST' });
    expect(await ended).toBe(0);
    expect(log.find(({ event }) => event === 'drained')).toMatchObject({ level: 'warn' });
  });

  it('ends at once after another one, although a handler never returns', async () => {
    const { address, child, ended, logged } = await live();
    const parameters = { culprit: 'station/1', hangAt: 3 };
    const run = await (await gather(address)).start({ scenario: small, until: NEVER, parameters });
    run.finished.catch(() => undefined);
    child.kill('SIGTERM');
    await logged('draining');
    const begin = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toBe(143);
    // The process ends within 5 seconds; the rest is for a machine that is busy.
    expect(performance.now() - begin).toBeLessThan(10_000);
  });
});
