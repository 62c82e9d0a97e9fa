import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '@disco-engine/data';
import { type Scenario, ScenarioBuilder } from '@disco-engine/sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { supplyScenario } from '../../src/launch/scenario-supply.js';
import { makeShelf } from '../../src/scenarios/make-shelf.js';
import { unpackScenario } from '../../src/scenarios/pack.js';
import { readableStore } from '../../src/scenarios/readable-store.js';
import type { ScenarioRef } from '../../src/scenarios/scenario-ref.js';
import type { ScenarioShelf } from '../../src/scenarios/scenario-shelf.js';
import { shownStore } from '../../src/scenarios/shown-store.js';

const built = new ScenarioBuilder('shops')
  .vertex('shop', 'a', { size: 1.5, name: 'first' })
  .vertex('shop', 'b', { size: -0, name: 'second' })
  .edge('order', 'a', 'b')
  .build();

let folder = '';
let stored: Scenario;
let ref: ScenarioRef;
let warnings: string[] = [];
const shelf = (...mayRead: readonly string[]): ScenarioShelf =>
  makeShelf({ mayRead }, ({ level, message }) => void (level === 'warn' && warnings.push(message)));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'disco-shelf-'));
  for (const name of ['open', 'openly', 'secret']) mkdirSync(join(folder, name));
  const store = await openStore(join(folder, 'open', 'shops.duckdb'));
  await store.save(built, { id: 'shops' });
  stored = await store.load('shops');
  ref = await supplyScenario([], stored);
});
beforeEach(() => {
  warnings = [];
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a worker that may read the store of its launcher', () => {
  it('loads the scenario from there, and has the same', async () => {
    // Packed anew, right before the shelf packs it as well.
    const fresh = await supplyScenario([], await (await openStore(stored.stored?.store ?? '')).load('shops'));
    const found = await shelf(join(folder, 'open')).find(fresh);
    expect(found).toHaveLength(fresh.bytes);
    expect(unpackScenario(found ?? new Uint8Array(0))).toEqual(await built.toData());
    expect(warnings).toEqual([]);
  });

  it('loads it once for all threads that look for it at the same time', async () => {
    const fresh = await supplyScenario([], await (await openStore(stored.stored?.store ?? '')).load('shops'));
    const open = shelf(join(folder, 'open'));
    const [first, ...others] = await Promise.all([fresh, fresh, fresh].map((one) => open.find({ ...one })));
    expect(first).toHaveLength(fresh.bytes);
    for (const other of others) expect(other).toBe(first);
  });

  it('has it sent if the store has something else, or nothing', async () => {
    const open = shelf(join(folder, 'open'));
    expect(await open.find({ ...ref, sha256: '0'.repeat(64) })).toBeUndefined();
    expect(await open.find({ ...ref, bytes: ref.bytes + 1 })).toBeUndefined();
    const { store = '' } = ref.stored ?? {};
    expect(await open.find({ ...ref, stored: { store, id: 'others', version: 1 } })).toBeUndefined();
    expect(warnings).toEqual([
      expect.stringMatching(/^version 1 of 'shops' in .* is other data than the launcher has/),
      expect.stringMatching(/^version 1 of 'shops' in .* is other data than the launcher has/),
      expect.stringMatching(/^version 1 of 'others' in .* cannot be read/),
    ]);
  });

  it('opens no other', async () => {
    for (const places of [[], [join(folder, 'secret')], [join(folder, 'op')], [join(folder, 'missing')]])
      expect(await shelf(...places).find(ref)).toBeUndefined();
    expect(warnings).toEqual([]);
  });
});

describe('a store is readable', () => {
  it.each([
    ['open/shops.duckdb', 'open'],
    ['open/shops.duckdb', '.'],
    ['open/../open/shops.duckdb', 'open'],
  ])('%s, below %s', async (store, place) => {
    expect(await readableStore(join(folder, store), [join(folder, place)])).toBe(join(folder, 'open', 'shops.duckdb'));
  });

  it.each([
    ['open/shops.duckdb', 'openly'],
    ['open/../open/shops.duckdb', 'secret'],
    ['secret/../open/shops.duckdb', 'secret'],
    ['open/missing.duckdb', 'open'],
    ['open', 'open'],
  ])('but not %s, with %s', async (store, place) => {
    expect(await readableStore(`${folder}/${store}`, [join(folder, place)])).toBeUndefined();
  });

  it('but not through a link that leads out, and not by a path that is relative', async () => {
    symlinkSync(join(folder, 'open', 'shops.duckdb'), join(folder, 'secret', 'link'));
    expect(await readableStore(join(folder, 'secret', 'link'), [join(folder, 'secret')])).toBeUndefined();
    expect(await readableStore('shops.duckdb', [process.cwd(), '/'])).toBeUndefined();
  });

  it('if it is a database that is named, with the user of the worker', async () => {
    const own = 'postgres://worker:secret@db/plans?sslmode=require';
    expect(await readableStore(shownStore('postgresql://me:p@ss@db/plans?x'), [own])).toBe(own);
    expect(await readableStore(shownStore('postgres://me@db/others'), [own])).toBeUndefined();
    const unclear = 'postgres://worker:se/cret@db/plans';
    expect(await readableStore(shownStore(unclear), [unclear])).toBeUndefined();
    expect(await readableStore(shownStore('postgres://me@db/plans'), [folder, '/'])).toBeUndefined();
  });
});

it('a launcher tells nobody the password of its store', () => {
  expect(shownStore('postgresql://me:12@db:5432/plans?password=x')).toBe('postgres://db:5432/plans');
  expect(shownStore('/shared/plans.duckdb')).toBe('/shared/plans.duckdb');
});
