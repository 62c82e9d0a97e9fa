import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cluster } from '@disco-engine/cluster';
import { openStore } from '@disco-engine/data';
import { ScenarioBuilder, Simulation, type Scenario } from '@disco-engine/sdk';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { small, TokenRing } from '../../../workers/test/fixtures/token-ring.mjs';
import { resultLines } from '../../src/run/result-text.js';
import { lineText } from '../../src/terminal/styled.js';
import { Disco, model as modelFile, outcomeOf } from './disco.js';

const disco = new Disco();
const model = { module: modelFile, export: 'TokenRing' };
let folder: string;
let stores: string;
const sockets: string[] = [];
const children: ChildProcess[] = [];
/** Where each process has had its scenarios from. */
const sources: string[][] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'disco-mixed-'));
  stores = mkdtempSync(join(tmpdir(), 'disco-stores-'));
  const keeping = [
    '--may-read',
    stores,
    '--cache',
    join(stores, 'cache'),
    '--log-level',
    'debug',
    '--log-format',
    'json',
  ];
  const listening = ['a', 'b'].map((name) =>
    disco.worker('--listen', `ws+unix:${join(folder, name)}`, '--threads', '2', ...keeping),
  );
  for (const { address, child } of await Promise.all(listening)) {
    sockets.push(address);
    children.push(child);
    const lines: string[] = [];
    sources.push(lines);
    createInterface({ input: child.stderr ?? process.stdin }).on('line', (line) => {
      const { event, scenario, source } = JSON.parse(line) as Readonly<Record<string, string>>;
      if (event === 'scenario-found') lines.push(`${scenario} from ${source}`);
    });
  }
});
afterAll(async () => {
  await disco.close();
  for (const made of [folder, stores]) rmSync(made, { recursive: true, force: true });
});

/** Workers that are threads of the processes a and b. The address of a process stands for both of its threads. */
function peersOf(processes: string): string[] {
  const [a = '', b = ''] = sockets;
  const byCrew: Readonly<Record<string, string[]>> = {
    aabb: [a, b],
    baa: [`${b}.1`, a],
    aba: [`${a}.1`, `${b}.1`, a],
    ab: [`${a}.1`, `${b}.1`],
    bb: [b],
  };
  return byCrew[processes] ?? [];
}

const cases = fc.record({
  stations: fc.integer({ min: 4, max: 9 }),
  links: fc.array(fc.tuple(fc.nat(), fc.nat()), { minLength: 4, maxLength: 20 }),
  seed: fc.nat({ max: 1_000 }),
  places: fc.array(fc.nat(), { minLength: 9, maxLength: 9 }),
});

/** A ring, so that every station has a successor, and links across it. */
function scenarioOf(stations: number, links: readonly (readonly [number, number])[], name = 'random'): Scenario {
  const builder = new ScenarioBuilder(name);
  for (let station = 0; station < stations; station++)
    builder.vertex('station', String(station)).edge('pass', String(station), String((station + 1) % stations));
  const across = links.map(([from, to]) => `${from % stations} ${(from + 2 + (to % (stations - 2))) % stations}`);
  for (const link of new Set(across)) {
    const [from = '', to = ''] = link.split(' ');
    builder.edge('pass', from, to);
  }
  return builder.build();
}

async function digestAlone(scenario: Scenario, seed: number, until: number): Promise<string> {
  const alone = await Simulation.create(TokenRing, { scenario, seed });
  alone.until(until);
  const { digest } = alone;
  await alone.dispose();
  return digest;
}

it.each(['aabb', 'baa', 'aba', 'ab', 'bb'])(
  'any model gives the digest of one worker, however its nodes are placed on threads of the processes %s',
  async (processes) => {
    const cluster = await Cluster.join({ model, peers: peersOf(processes) });
    const numbers = Array.from(processes, (_, worker) => worker);
    const by = (worker: number, other: number): string =>
      processes[worker] === processes[other] ? 'shared-memory' : 'ws';
    const transports = numbers.map((worker) =>
      numbers.filter((other) => other !== worker).map((other) => ({ worker: other, transport: by(worker, other) })),
    );
    const property = fc.asyncProperty(cases, async ({ stations, links, seed, places }) => {
      const scenario = scenarioOf(stations, links);
      const nodes = Array.from({ length: stations }, (_, node) => [`station/${node}`, places[node] ?? 0] as const);
      const workers = Object.fromEntries(nodes.map(([name, place]) => [name, place % processes.length]));
      const run = await cluster.start({ scenario, seed, placement: { kind: 'explicit', workers }, until: 6 });
      const { digest, perWorker } = await run.finished;
      expect(digest).toBe(await digestAlone(scenario, seed, 6));
      expect(perWorker.map((worker) => worker.transports)).toEqual(transports);
    });
    try {
      await fc.assert(property, { numRuns: 4 });
    } finally {
      await cluster.close();
    }
  },
);

it('a run that fails is told by its node, and leaves all threads for the next one', async () => {
  const cluster = await Cluster.join({ model, peers: sockets });
  const parameters = { failAt: 5, culprit: 'station/1' };
  const failed = await cluster.start({ scenario: small, until: 50, parameters });
  await expect(failed.finished).rejects.toMatchObject({ code: 'HANDLER_FAILED', place: { node: 'station/1' } });
  const { digest } = await (await cluster.start({ scenario: small, until: 10 })).finished;
  expect(digest).toBe(await digestAlone(small, 0, 10));
  expect(cluster.hosts).toEqual(sockets.flatMap((address) => [address, `${address}#1`]));
  await cluster.close();
});

it('the result says which pairs share memory', async () => {
  const [a = '', b = ''] = sockets;
  const cluster = await Cluster.join({ model, peers: [a, `${b}.1`] });
  const result = await cluster.runRecovering({ scenario: small, until: 5 });
  await cluster.close();
  const rows = resultLines(result, 1).map((line) => lineText(line));
  expect(rows.slice(-3).map((row) => row.split(/ {2,}/).at(-1))).toEqual([
    'shared-memory to 1; ws to 2',
    'shared-memory to 0; ws to 2',
    'ws to 0, 1',
  ]);
});

it('a scenario comes to a process once for all of its threads', async () => {
  const store = await openStore(join(stores, 'stations.duckdb'));
  const [kept, sent] = [scenarioOf(5, [], 'kept'), scenarioOf(6, [], 'sent')];
  await store.save(kept, { id: 'stations' });
  const digests: string[] = [];
  for (const scenario of [await store.load('stations'), sent, scenarioOf(6, [], 'sent')]) {
    const cluster = await Cluster.join({ model, peers: sockets });
    digests.push((await (await cluster.start({ scenario, until: 10 })).finished).digest);
    await cluster.close();
  }
  const alone = await Promise.all([kept, sent].map((scenario) => digestAlone(scenario, 0, 10)));
  expect(digests).toEqual([alone[0], alone[1], alone[1]]);
  const found = (): string[][] => sources.map((lines) => lines.filter((line) => /kept|sent/.test(line)));
  await expect.poll(() => found().map(({ length }) => length), { timeout: 20_000 }).toEqual([6, 6]);
  for (const [first, second, third, ...others] of found()) {
    // The worker may pack what is in the store into other bytes than this process, which has done more, and then has it sent.
    expect(first).toMatch(/^kept from (store|launcher|folder)$/);
    expect(second).toBe('kept from memory');
    // One of the two processes may find in the folder what the other one was sent.
    expect(third).toMatch(/^sent from (launcher|folder)$/);
    const [fourth, ...again] = others;
    expect(fourth).toBe('sent from memory');
    // The same scenario may be packed into other bytes the next time, and is then sent again, but only once for both threads.
    expect(again[0]).toMatch(/^sent from (memory|launcher|folder)$/);
    expect(again.slice(1)).toEqual(['sent from memory']);
  }
});

it('a scenario that a process was sent is found by the next one in the folder that they share', async () => {
  const scenario = scenarioOf(7, [], 'shared');
  const [a = '', b = ''] = sockets;
  for (const [process, address] of [a, b].entries()) {
    const cluster = await Cluster.join({ model, peers: [address] });
    const { digest } = await (await cluster.start({ scenario, until: 10 })).finished;
    await cluster.close();
    expect(digest).toBe(await digestAlone(scenario, 0, 10));
    const found = (): string[] => (sources[process] ?? []).filter((line) => line.startsWith('shared '));
    await expect.poll(() => found().length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(found()[0]).toBe(process === 0 ? 'shared from launcher' : 'shared from folder');
    // The other thread waits for the same search, or asks a moment later.
    for (const line of found().slice(1)) expect(line).toBe('shared from memory');
  }
});

it('a process ends with all of its threads, and leaves no sockets behind', async () => {
  const [a] = children;
  if (a === undefined) throw new Error('there are two processes');
  expect(readdirSync(folder)).toEqual(['a.1.control', 'a.control', 'b.1.control', 'b.control']);
  a.kill('SIGTERM');
  expect(await outcomeOf(a)).toMatchObject({ code: 0 });
  expect(readdirSync(folder)).toEqual(['b.1.control', 'b.control']);
});
