import type { Problem } from '@disco-engine/kernel';
import { Simulation } from '@disco-engine/sdk';
import { defineTransport, transportKind } from '@disco-engine/transports';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { readPeerAddress } from '../../src/index.js';
import { TokenRing } from '../fixtures/token-ring.mjs';
import { transport as own } from '../fixtures/own-transport.mjs';
import { Launches, small } from './models.js';

const MODULE = new URL('../fixtures/own-transport.mjs', import.meta.url);
const UNTIL = 10;
const launches = new Launches();
let expected: string;

beforeAll(async () => {
  const simulation = await Simulation.create(TokenRing, { scenario: small, seed: 3 });
  simulation.until(UNTIL);
  expected = simulation.digest;
  await simulation.dispose();
});
afterEach(() => launches.close());

async function digestOf(options: Parameters<Launches['launch']>[0]): Promise<string> {
  const cluster = await launches.launch({ workers: 2, ...options });
  return (await (await cluster.start({ scenario: small, seed: 3, until: UNTIL })).finished).digest;
}

describe('a custom transport module', () => {
  it.each(['processes', 'threads', 'objects'] as const)('connects workers that are %s', async (hosts) => {
    expect(await digestOf({ transport: MODULE, hosts })).toBe(expected);
  });

  it('is the export after #', async () => {
    const url = new URL(MODULE);
    url.hash = 'second';
    expect(await digestOf({ transport: url, hosts: 'threads' })).toBe(expected);
  });

  it('may be given directly, for objects and, if it names its module, for other hosts', async () => {
    expect(await digestOf({ transport: own, hosts: 'objects' })).toBe(expected);
    const { name, hosts, prepare, make } = own;
    const homeless = { name, hosts, prepare, make };
    await expect(launches.launch({ workers: 2, transport: homeless, hosts: 'threads' })).rejects.toMatchObject({
      code: 'LAUNCH_INVALID',
      message: expect.stringContaining("'own' exists only in this process") as string,
    });
  });

  it.each([
    [new URL('../fixtures/own-transport.mjs#nothing', import.meta.url), 'TRANSPORT_INVALID'],
    [new URL('../fixtures/own-transport.mjs#missing', import.meta.url), 'TRANSPORT_UNKNOWN'],
    [new URL('../fixtures/no-such-file.mjs', import.meta.url), 'TRANSPORT_FAILED'],
  ])('is refused before any worker starts: %s', async (transport, code) => {
    await expect(launches.launch({ workers: 2, transport })).rejects.toMatchObject({ code });
  });
});

it('a transport prepares every run separately, and releases it once the workers have joined', async () => {
  const calls: string[] = [];
  const inner = transportKind('in-process');
  const counted = defineTransport({
    name: 'counted',
    hosts: ['objects'],
    async prepare(launch) {
      calls.push(`prepare ${launch.run} for ${launch.workers}`);
      const { plans, release } = await inner.prepare(launch);
      return { plans, release: () => (calls.push(`release ${launch.run}`), release?.()) };
    },
    make: (plan: object) => inner.make(plan),
  });
  const cluster = await launches.launch({ workers: 2, transport: counted });
  for (const until of [1, 2]) await (await cluster.start({ scenario: small, until })).finished;
  expect(calls).toEqual(['prepare 1 for 2', 'release 1', 'prepare 2 for 2', 'release 2']);
});

it('a transport that cannot prepare a run makes its start fail', async () => {
  const broken = defineTransport({
    name: 'broken',
    hosts: ['objects'],
    prepare: () => ({ plans: [{}] }),
    make: () => transportKind('in-process').make({}),
  });
  const cluster = await launches.launch({ workers: 2, transport: broken });
  await expect(cluster.start({ scenario: small, until: 1 })).rejects.toMatchObject({ code: 'TRANSPORT_INVALID' });
});

it('a worker address may use a scheme of the user', () => {
  const problems: Problem[] = [];
  expect(readPeerAddress('own://host:7001', false, problems, own)).toMatchObject({
    kind: 'own',
    listen: 'own://host:7001',
    control: { host: 'host', port: 7002 },
  });
  expect(readPeerAddress('own://host:7001', true, problems, own)?.listen).toBe('owns://host:7001');
  expect(readPeerAddress('own+unix:/run/0.sock', false, problems, own)?.listen).toBe('unix:/run/0.sock');
  expect(problems).toEqual([]);
  expect(readPeerAddress('own://host:7001', false, problems)).toBeUndefined();
  expect(problems[0]?.message).toMatch(
    /not a worker address; use grpc:\/\/HOST:PORT, ws:\/\/HOST:PORT, .* or ws\+unix:\/PATH/,
  );
});
