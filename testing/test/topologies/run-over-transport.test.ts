import { readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { transportKind } from '@disco-engine/transports';
import { runOverTransport, TestRun, TRANSPORT_NAMES } from '@disco-engine/testing';
import { describe, expect, it } from 'vitest';
import { TransportSet } from '../../src/topologies/transport-set.js';
import { Hub, Probe, Relay, ring } from '../models/relay.js';

const folders = async (): Promise<string[]> =>
  (await readdir(tmpdir())).filter((name) => name.startsWith('disco-run-'));

const withHandler = (inHandler: Probe['inHandler']) => [
  { token: Probe, useValue: Object.assign(new Probe(), { inHandler }) },
];

describe.each(TRANSPORT_NAMES)('runOverTransport over %s', (transport) => {
  const options = { scenario: ring, seed: 7, workers: 3, transport };

  it('gives the same result as a run on one worker', async () => {
    const plain = await TestRun.create(Relay, { scenario: ring, seed: 7 });
    plain.until(20);
    const { digest, trace, nodes, exchangeReports } = await runOverTransport(Relay, { ...options, until: 20 });
    expect(digest).toBe(plain.digest);
    expect(trace).toHaveLength(plain.activationCount);
    expect([...nodes].map(([name, node]) => [name, (node as Hub).total])).toEqual(
      [...plain.nodes(Hub)].map(([name, { total }]) => [name, total]),
    );
    expect(exchangeReports.map(({ worker }) => worker)).toEqual([0, 1, 2]);
    expect(exchangeReports[2].peers.reduce((sum, { eventsSent }) => sum + eventsSent, 0)).toBeGreaterThan(0);
  });

  it('stops all workers if a handler throws, and leaves nothing behind', async () => {
    const cause = new Error('out of stock');
    let disposed = 0;
    const probe = Object.assign(new Probe(), {
      inHandler: (node: string, epoch: number) => {
        if (node === 'hub/b' && epoch > 5) throw cause;
      },
      dispose: () => (disposed += 1),
    });
    const providers = [{ token: Probe, useFactory: () => probe }];
    await expect(runOverTransport(Relay, { ...options, providers, until: 1e9 })).rejects.toMatchObject({
      code: 'HANDLER_FAILED',
      cause,
      place: { node: 'hub/b' },
    });
    expect(disposed).toBe(3);
  });

  it('can be aborted', async () => {
    const control = new AbortController();
    const providers = withHandler((_, epoch) => (epoch > 5 ? control.abort(new Error('enough')) : 0));
    const { signal } = control;
    await expect(runOverTransport(Relay, { ...options, providers, until: 1e9, signal })).rejects.toMatchObject({
      code: 'RUN_ABORTED',
    });
  });

  it('guards the model', async () => {
    const providers = withHandler(() => Date.now());
    await expect(runOverTransport(Relay, { ...options, providers, until: 5 })).rejects.toMatchObject({
      cause: { code: 'GLOBAL_FORBIDDEN' },
    });
    await runOverTransport(Relay, { ...options, providers, until: 5, guard: false });
  });
});

it.each(['ws', 'grpc'] as const)(
  'sockets for %s are in a folder only for the user, which is removed with the run',
  async (kind) => {
    const before = await folders();
    const set = await TransportSet.listen(transportKind(kind), 2);
    const made = (await folders()).filter((name) => !before.includes(name));
    const modes = await Promise.all(made.map(async (name) => (await stat(join(tmpdir(), name))).mode & 0o777));
    expect(modes).toContain(0o700);
    expect(set.addresses).toHaveLength(2);
    const [folder] = made.filter((name) => set.addresses[0].includes(name));
    const join2 = (worker: number) =>
      set.transports[worker].open(
        { worker, workers: 2, addresses: set.addresses, identity: [] },
        { message: () => {}, failed: () => {} },
      );
    for (const endpoint of await Promise.all([join2(0), join2(1)])) await endpoint.close();
    await set.dispose();
    expect(await folders()).not.toContain(folder);
  },
);
