import { setTimeout as pause } from 'node:timers/promises';
import { defineTransport, type TransportKind } from '@disco-engine/transports';
import { WebSocketTransport } from '@disco-engine/transports/ws';
import { afterEach, describe, expect, it } from 'vitest';
import type { ClusterRun, LaunchOptions } from '../../src/index.js';
import { Launches, NEVER, small } from './models.js';
import { SeverableProxy } from './severable-proxy.js';

const launches = new Launches();
const proxies: SeverableProxy[] = [];
afterEach(async () => {
  await launches.close();
  await Promise.all(proxies.splice(0).map((proxy) => proxy.close()));
});

/** Two objects on this thread; worker 1 dials worker 0 through a proxy. */
function severable(heartbeat: number): TransportKind {
  return defineTransport({
    name: 'severable',
    hosts: ['objects'],
    needsFolder: true,
    async prepare({ run, folder }) {
      const paths = [0, 1].map((worker) => `${folder}/${run}-${worker}`);
      const [first, second] = paths.map((path) => `unix:${path}`);
      proxies.push(await SeverableProxy.start(`${paths[0]}`, `${paths[0]}.proxy`));
      return { plans: [{ listen: `${first}`, advertise: `${first}.proxy` }, { listen: `${second}` }] };
    },
    make: (plan: { listen: string }, limits) => new WebSocketTransport({ ...plan, ...limits, heartbeat }),
  });
}

async function start(heartbeat: number, until: number, patience: Partial<LaunchOptions>): Promise<ClusterRun> {
  const cluster = await launches.launch({ workers: 2, transport: severable(heartbeat), ...patience });
  return cluster.start({ scenario: small, seed: 3, until });
}

async function underWay(run: ClusterRun): Promise<void> {
  await run.pause();
  await run.resume();
}

describe('a silent cut between two workers', () => {
  it('that ends within lostAfter changes nothing', async () => {
    const calm = await (await start(1_000, 150, {})).finished;
    const run = await start(1_000, 150, {});
    await underWay(run);
    const proxy = proxies.at(-1);
    proxy?.cut();
    let isOver = false;
    void run.finished.finally(() => (isOver = true)).catch(() => undefined);
    // Longer than the 5 seconds after which a run once counted as stalled.
    await pause(6_500);
    expect(isOver).toBe(false);
    proxy?.mend();
    expect((await run.finished).digest).toBe(calm.digest);
  }, 30_000);

  it('that does not end loses the worker, and the error names both ends', async () => {
    const run = await start(100, NEVER, { lostAfter: 500 });
    await underWay(run);
    proxies.at(-1)?.cut();
    await expect(run.finished).rejects.toMatchObject({
      code: 'WORKER_LOST',
      message: expect.stringMatching(
        /^worker (0 \(.*\) reports: worker 1|1 \(.*\) reports: worker 0) at unix:\S+ has had no lasting connection for 500 ms \(/,
      ) as string,
    });
  });

  it('that outlasts a short stallAfter is named as the cause', async () => {
    const run = await start(100, NEVER, { lostAfter: 60_000, stallAfter: 800 });
    await underWay(run);
    proxies.at(-1)?.cut();
    await expect(run.finished).rejects.toMatchObject({
      code: 'RUN_STALLED',
      message: expect.stringMatching(
        new RegExp(
          'no worker has made progress for 800 ms, but the horizon has not been reached; a connection between workers is broken.*\n' +
            '  the connection of worker 1 to worker 0 at unix:\\S+\\.proxy has been broken for \\d+ ms: nothing arrived for 300 ms.*\n' +
            '  worker \\d .* waits for worker',
        ),
      ) as string,
    });
  });
});
