import {
  defineTransport,
  isTransportName,
  prepareRun,
  transportKind,
  TRANSPORT_KINDS,
  TRANSPORT_NAMES,
} from '@disco-engine/transports';
import { readdir } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const LAUNCH = { run: 0, folder: '/tmp/nowhere' };

describe('the registry', () => {
  it('contains every folder of the package that describes a transport', async () => {
    const source = fileURLToPath(new URL('../../src', import.meta.url));
    const files = await readdir(source, { recursive: true });
    const folders = files.filter((file) => /^[^/]+\/kind\.ts$/.test(file)).map((file) => file.split('/')[0]);
    expect(TRANSPORT_NAMES).toEqual(folders.sort());
  });

  it('finds a transport by name', () => {
    expect(TRANSPORT_NAMES.map((name) => transportKind(name))).toEqual(TRANSPORT_KINDS);
    expect(transportKind('carrier-pigeon')).toBeUndefined();
    expect(isTransportName('ws')).toBe(true);
    expect(isTransportName('toString')).toBe(false);
  });

  it('never uses a scheme for two transports', () => {
    const schemes = TRANSPORT_KINDS.flatMap((kind) => (kind.schemes ? Object.values(kind.schemes) : []));
    expect(schemes.length).toBeGreaterThan(0);
    expect(new Set(schemes).size).toBe(schemes.length);
  });

  it.each(TRANSPORT_KINDS)('prepares a plan per worker that can be sent to another thread: $name', async (kind) => {
    const { plans, release } = await prepareRun(kind, { ...LAUNCH, workers: 3 });
    expect(plans).toHaveLength(3);
    expect(structuredClone(plans)).toEqual(plans);
    await release?.();
  });

  it('gives each run in a folder its own sockets', async () => {
    const [first, second] = await Promise.all(
      [0, 1].map(async (run) => (await prepareRun(transportKind('ws'), { ...LAUNCH, run, workers: 2 })).plans),
    );
    expect(new Set([...first, ...second].map((plan) => JSON.stringify(plan))).size).toBe(4);
  });

  it('keeps no room for a run whose workers have all joined', async () => {
    const kind = transportKind('in-process');
    const { plans, release } = await prepareRun(kind, { ...LAUNCH, workers: 2 });
    expect(await kind.make(plans[0])).toBe(await kind.make(plans[1]));
    await release?.();
    expect(() => kind.make(plans[0])).toThrow(expect.objectContaining({ code: 'WORKER_UNREACHABLE' }));
  });

  it('refuses a transport that prepares too few plans, and releases what it prepared', async () => {
    let released = 0;
    const kind = defineTransport({
      name: 'short',
      hosts: ['objects'],
      prepare: () => ({ plans: [{}], release: () => void (released += 1) }),
      make: () => transportKind('ws').make({ listen: 'unix:/tmp/none' }),
    });
    await expect(prepareRun(kind, { ...LAUNCH, workers: 2 })).rejects.toMatchObject({
      code: 'TRANSPORT_INVALID',
      message: expect.stringContaining("'short' returned plans for 1 of 2 workers") as string,
    });
    expect(released).toBe(1);
  });
});
