import { createServer } from 'node:net';
import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { packScenario } from '@disco-engine/cluster';
import type { PartsRun, RunPart } from '@disco-engine/coordinator/farm';
import { afterEach, describe, expect, it } from 'vitest';
import { refusal } from '../../../coordinator/test/refusal.js';
import { small } from '../../../workers/test/launch/models.js';
import { runModel } from '../../src/farm/run-model.js';
import { model as path } from '../command/disco.js';

const MODULE = { path, url: pathToFileURL(path).href, export: 'TokenRing' };

const token = (attempt: string): string => `the token of attempt ${attempt} of a test`;
const parts: RunPart[] = [];
const REQUEST: PartsRun = {
  token: token('a'),
  scenario: new Uint8Array(),
  until: 40,
  settings: { seed: 7 },
  warmup: undefined,
  signal: new AbortController().signal,
  onRun: () => undefined,
};
afterEach(async () => void (await Promise.all(parts.splice(0).map((part) => part.close()))));

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('the worker of a process in a run', () => {
  it('waits for the port until that of an earlier run is closed, or it is not wanted any more', async () => {
    const listen = `grpc://127.0.0.1:${await freePort()}`;
    const { listen: start } = await runModel(MODULE, { host: 'here', listen, trust: {} });
    const { signal } = new AbortController();
    const first = await start(1, token('a'), signal);
    parts.push(first);
    const end = new AbortController();
    const second = start(1, token('b'), end.signal);
    const third = start(1, token('c'), signal);
    const state = Promise.race([third.then(() => 'listens'), setTimeout(300, 'waits')]);
    expect(await state).toBe('waits');
    end.abort();
    await expect(second).rejects.toThrow(/aborted/);
    await first.close();
    parts.push(await third);
    expect(parts.map(({ address }) => address)).toEqual([listen, listen]);
  });

  it('waits for none if it takes a free port', async () => {
    const { listen: start } = await runModel(MODULE, { host: 'here', listen: 'grpc://127.0.0.1:0', trust: {} });
    const { signal } = new AbortController();
    for (const attempt of ['a', 'b']) parts.push(await start(1, token(attempt), signal));
    expect(new Set(parts.map(({ address }) => address)).size).toBe(2);
  });
});

describe('a run on several hosts', () => {
  it.each(['grpc://127.0.0.1:1', 'ws://[::1]:1', 'grpc://localhost:1?x=y'])(
    'is refused if one of them listens to itself alone, at %s',
    async (address) => {
      const { run } = await runModel(MODULE, { host: 'here', listen: 'grpc://127.0.0.1:0', trust: {} });
      const places = [
        { address: 'grpc://host-a:1', host: 'host-a' },
        { address, host: 'host-b' },
      ];
      const request = { ...REQUEST, scenario: await packScenario(small) };
      const refused = await refusal(run(places, request));
      expect(refused).toMatchObject({ code: 'WORKER_UNREACHABLE' });
      expect(refused.message).toContain(`host-b listens at ${address}`);
      expect(refused.message).toContain('--listen grpc://host-b:0');
    },
  );

  it('fails with an error of the hosts if its workers cannot be joined, whatever the reason', async () => {
    const { run } = await runModel(MODULE, { host: 'here', listen: 'grpc://127.0.0.1:0', trust: {} });
    const request = { ...REQUEST, scenario: await packScenario(small) };
    const refused = await refusal(run([{ address: 'nowhere', host: 'here' }], request));
    expect(refused.code).toBe('WORKER_UNREACHABLE');
    expect(refused.message).toContain('[LAUNCH_INVALID]');
  });

  it('fails with an error of its own if its scenario is damaged', async () => {
    const { run } = await runModel(MODULE, { host: 'here', listen: 'grpc://127.0.0.1:0', trust: {} });
    const packed = await packScenario(small);
    const refused = await refusal(run([], { ...REQUEST, scenario: packed.subarray(0, -1) }));
    expect(refused.code).toBe('SCENARIO_INVALID');
  });
});
