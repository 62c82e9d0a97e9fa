import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { combineDigests } from '@disco-engine/sdk';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isAlive } from '../launch/processes.js';
import { CuttingProxy } from './cutting-proxy.js';
import { PartProcess, type PartOutcome } from './part-process.js';

const WORKERS = 3;
const UNTIL = 40;
/** At each of the two workers that are dialled. */
const CUTS = 100;

let folder: string;
let parts: PartProcess[];
let proxies: CuttingProxy[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disco-proof-'));
  parts = [];
  proxies = [];
});
afterEach(async () => {
  await Promise.all(parts.map((part) => part.kill()));
  await Promise.all(proxies.map((proxy) => proxy.close()));
  await rm(folder, { recursive: true, force: true });
});

it.each(['ws', 'grpc'] as const)(
  'three processes on %s reach the same result while connections are cut 200 times',
  async (kind) => {
    const alone = await runAlone();
    const team = start(WORKERS);
    const own = await Promise.all(team.map((part, worker) => part.listen(kind, join(folder, `${worker}.sock`))));
    // The last worker dials, and is dialled by nobody.
    const addresses = await Promise.all(
      own.map(async (address, worker) => (worker < WORKERS - 1 ? throughProxy(address) : address)),
    );
    await Promise.all(team.map((part, worker) => part.join({ worker, workers: WORKERS, addresses })));
    for (const proxy of proxies) proxy.beginToCut();
    const outcomes = await Promise.all(team.map((part) => part.run(UNTIL)));

    expect(combineDigests(outcomes.map(({ digest }) => digest))).toBe(alone.digest);
    expect(outcomes.reduce((sum, { activations }) => sum + activations, 0)).toBe(alone.activations);
    expect(proxies.map(({ cuts }) => cuts)).toEqual([CUTS, CUTS]);
    for (const { broken, bytesInPeace } of proxies) {
      expect(broken).toBeGreaterThan(5);
      // The run was not over when the last connection was cut.
      expect(bytesInPeace).toBeGreaterThan(20_000);
    }
    for (const { peers } of outcomes) for (const { eventsSent } of peers) expect(eventsSent).toBeGreaterThan(300);

    expect(await Promise.all(team.map((part) => part.leave()))).toEqual(team.map(() => [0, null]));
    expect(await Promise.all(team.map(({ pid = 0 }) => isAlive(pid)))).toEqual([false, false, false]);
    await Promise.all(proxies.map((proxy) => proxy.close()));
    expect(await readdir(folder)).toEqual([]);
  },
);

function start(count: number): PartProcess[] {
  const started = Array.from({ length: count }, () => new PartProcess());
  parts.push(...started);
  return started;
}

async function runAlone(): Promise<PartOutcome> {
  const [part] = start(1);
  await part.join({ worker: 0, workers: 1 });
  const outcome = await part.run(UNTIL);
  await part.leave();
  return outcome;
}

async function throughProxy(address: string): Promise<string> {
  const path = address.slice('unix:'.length);
  proxies.push(await CuttingProxy.start(path, `${path}.proxy`, CUTS));
  return `${address}.proxy`;
}
