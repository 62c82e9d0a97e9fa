import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Scenario } from '@disco-engine/sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openStore } from '../../src/store/open-store.js';

const KILLS = 8;
/** Stores saved to at the same time. */
const LANES = 2;

const saver = fileURLToPath(new URL('fixtures/save-versions.mjs', import.meta.url));
const compiled = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

let folder: string;

beforeAll(async () => {
  if (!existsSync(compiled)) throw new Error('the child processes run what is compiled; run: npm run build');
  folder = await mkdtemp(join(tmpdir(), 'disco-crash-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test(`of ${KILLS} saves killed at different moments, each leaves a complete version or none`, async () => {
  const ended = await Promise.all(Array.from({ length: LANES }, (_, lane) => killInTurn(lane)));
  const { saved, lost } = ended.reduce((sum, own) => ({ saved: sum.saved + own.saved, lost: sum.lost + own.lost }));
  expect(saved + lost).toBe(KILLS);
  // The moments are spread over the duration of a save, so many kills hit before its end, however busy the machine is.
  expect(lost).toBeGreaterThan(KILLS / 8);
}, 180_000);

/** Kills the saves of one store, each later than the one before. */
async function killInTurn(lane: number): Promise<{ saved: number; lost: number }> {
  const path = join(folder, `lane-${lane}.duckdb`);
  let duration = 0;
  for (let round = 0; round < 3; round++) duration = Math.max(duration, await save(path, undefined));
  let [saved, lost, versions] = [0, 0, 3];
  for (let kill = lane; kill < KILLS; kill += LANES) {
    await save(path, (duration * kill) / (KILLS - 1));
    const store = await openStore(path);
    const list = await store.list();
    expect(list.map(({ version }) => version)).toEqual(Array.from({ length: list.length }, (_, index) => index + 1));
    const kept = list.length - versions;
    expect([0, 1]).toContain(kept);
    if (kept === 1) saved += 1;
    else lost += 1;
    versions = list.length;
    await expectWhole(await store.load('v'), versions);
    await store.close();
  }
  return { saved, lost };
}

/** Saves one more version in a process that is killed some milliseconds into the save; returns how long it saved. */
async function save(path: string, killedAfter: number | undefined): Promise<number> {
  const child = spawn(process.execPath, [saver, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  const exit = once(child, 'exit');
  const lines = createInterface(child.stdout);
  await Promise.race([once(lines, 'line'), exit]);
  const start = performance.now();
  if (killedAfter !== undefined) {
    await delay(killedAfter);
    child.kill('SIGKILL');
  }
  const [code, signal] = (await exit) as [number | null, string | null];
  if (signal === null && code !== 0) throw new Error(`the process that saves ended with code ${code}`);
  return performance.now() - start;
}

/** Checks that every number of a version belongs to that version. */
async function expectWhole({ graph, stored, columns }: Scenario, version: number): Promise<void> {
  expect(stored?.version).toBe(version);
  expect(graph.vertexCount).toBe(20_000);
  expect(graph.keys.every((key) => key.startsWith(`${version}-`))).toBe(true);
  expect(graph.labels.names).toEqual([`version=${version}`]);
  const edges = graph.knownLayer('next');
  const [vertices] = await columns.read({ nodeType: 'place' }, ['version']);
  const [next] = await columns.read({ layer: 'next' }, ['version']);
  expect(edges.weights).toHaveLength(19_999);
  for (const values of [graph.weights, edges.weights, ...[vertices, next].map(valuesOf)])
    expect(values.every((value) => value === version)).toBe(true);
}

function valuesOf(column: Awaited<ReturnType<Scenario['columns']['read']>>[number]): Int32Array {
  return column.type === 'int32' ? column.values : Int32Array.of(-1);
}
