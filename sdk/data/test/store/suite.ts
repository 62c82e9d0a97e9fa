import { InvalidInputError, type Column, type ColumnSource, type Scenario } from '@disco-engine/sdk';
import { MemoryColumns, rowsOf } from '@disco-engine/sdk/extensions';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadStored, openStore } from '../../src/store/open-store.js';
import type { ScenarioStore } from '../../src/store/scenario-store.js';
import { refusal } from '../../../model/test/refusal.js';
import { anyScenario } from './any-scenario.js';
import { plainColumn, plainData } from './plain-data.js';
import { town, townWith } from './town-scenario.js';

/** The environment for testing a kind of store. */
export interface StoreFactory {
  readonly kind: string;
  /** Whether texts may contain a zero character. */
  readonly zeros: boolean;
  /** Creates the location of an empty store. */
  newLocation(): Promise<string>;
  /** Number of tables at a location. */
  tableCount(location: string): Promise<number>;
}

/** Tests for every kind of store. */
export function storeSuite(factory: StoreFactory): void {
  describe(`a store in ${factory.kind}`, () => {
    let store: ScenarioStore;

    beforeEach(async () => {
      store = await openStore(await factory.newLocation());
    });

    afterEach(() => store.close());

    test('any scenario is returned bit for bit', async () => {
      await fc.assert(
        fc.asyncProperty(anyScenario(factory.zeros), async (scenario) => {
          const stored = await store.save(scenario);
          const loaded = await store.load(scenario.name);
          expect(loaded.stored).toEqual(stored);
          expect(await plainData(loaded)).toStrictEqual(await plainData(scenario));
        }),
        { numRuns: 8 },
      );
    });

    test('many rows are returned in order', async () => {
      const scenario = town('town', 20_000);
      await store.save(scenario);
      expect(await plainData(await store.load('town'))).toStrictEqual(await plainData(scenario));
    });

    test('each save creates a version, and the newest is loaded by default', async () => {
      expect(await store.save(town('town', 3))).toEqual({ store: store.location, id: 'town', version: 1 });
      expect(await store.save(town('town', 4))).toEqual({ store: store.location, id: 'town', version: 2 });
      expect(await store.save(town('town', 5), { id: 'other' })).toMatchObject({ id: 'other', version: 1 });
      expect((await store.load('town')).graph.vertexCount).toBe(4);
      expect((await store.load('town', { version: 1 })).graph.vertexCount).toBe(3);
      const other = await store.load('other');
      expect([other.name, other.graph.vertexCount]).toEqual(['town', 5]);
    });

    test('the list has all versions by id and number, with size and time of saving', async () => {
      expect(await store.list()).toEqual([]);
      for (const [id, houses] of [
        ['b', 3],
        ['a', 4],
        ['b', 6],
        ['B', 2],
      ] as const)
        await store.save(town(id, houses));
      const list = await store.list();
      expect(list.map(({ id, version, vertices, edges }) => [id, version, vertices, edges])).toEqual([
        ['B', 1, 2, 1],
        ['a', 1, 4, 3],
        ['b', 1, 3, 2],
        ['b', 2, 6, 5],
      ]);
      for (const { savedAt } of list) {
        expect(new Date(savedAt).toISOString()).toBe(savedAt);
        expect(Math.abs(Date.now() - Date.parse(savedAt))).toBeLessThan(60_000);
      }
    });

    test('one version or all versions are removed, with their tables', async () => {
      await store.save(town('kept', 2));
      const before = await factory.tableCount(store.location);
      for (const houses of [3, 4, 5]) await store.save(town('town', houses));
      await store.remove('town', { version: 2 });
      expect((await store.list()).map(({ id, version }) => `${id} ${version}`)).toEqual(['kept 1', 'town 1', 'town 3']);
      expect(await store.save(town('town', 6))).toMatchObject({ version: 4 });
      await store.remove('town');
      expect((await store.list()).map(({ id }) => id)).toEqual(['kept']);
      expect(await factory.tableCount(store.location)).toBe(before);
    });

    test('a missing scenario or version is rejected with a list of the existing ones', async () => {
      expect(await refusal(() => store.load('town'))).toMatchObject({ code: 'SCENARIO_UNKNOWN' });
      for (const id of ['plant', 'town-2', 'Town', 'Town']) await store.save(town(id, 2));
      const unknown = await refusal(() => store.load('town'));
      expect(unknown.code).toBe('SCENARIO_UNKNOWN');
      expect(unknown.message).toContain(`has no scenario 'town'; it has: 'Town', 'town-2', 'plant'`);
      const version = await refusal(() => store.load('Town', { version: 3 }));
      expect(version.message).toContain(`has no version 3 of scenario 'Town'; its versions are: 1, 2`);
      expect(await refusal(() => store.load('Town', { version: 1.5 }))).toMatchObject({ code: 'SCENARIO_UNKNOWN' });
      expect(await refusal(() => store.remove('town'))).toMatchObject({ code: 'SCENARIO_UNKNOWN' });
      expect(await refusal(() => store.remove('Town', { version: 3 }))).toMatchObject({ code: 'SCENARIO_UNKNOWN' });
      expect(await store.list()).toHaveLength(4);
    });

    test('columns are read by name and row, in the requested order, even after close', async () => {
      const scenario = town('town', 20_000);
      await store.save(scenario);
      const { columns } = await store.load('town');
      await store.close();
      expect(columns.vertices).toEqual(scenario.columns.vertices);
      const names = ['garden', 'rent', 'named'];
      const table = { nodeType: 'house' };
      const all = await scenario.columns.read(table, names);
      const choices = [[], [7], [19_999, 3, 3, 10_000, 0], Array.from({ length: 3000 }, (_, row) => 9000 - 2 * row)];
      for (const rows of choices.map((choice) => Int32Array.from(choice))) {
        const read = await columns.read(table, names, rows);
        expect(read.map(plainColumn)).toStrictEqual(all.map((column) => plainColumn(rowsOf(column, rows))));
      }
      const [length] = await columns.read({ layer: 'road' }, ['length'], Int32Array.of(5, 4));
      expect(length).toEqual({ type: 'int64', values: BigInt64Array.of(6n, 5n) });
      expect(await refusal(() => columns.read(table, names, Int32Array.of(20_000)))).toMatchObject({
        code: 'ARGUMENT_INVALID',
      });
    });

    test('equal objects in a column are separate objects', async () => {
      const garden: Column = { type: 'value', values: [{ trees: 1 }, { trees: 1 }] };
      await store.save(townWith('town', 2, sourceOf(garden)));
      const [column] = await (await store.load('town')).columns.read({ nodeType: 'house' }, ['column']);
      expect(column.type === 'value' && column.values[0] !== column.values[1]).toBe(true);
    });

    test('another process can load a version by its identity', async () => {
      const scenario = town('town', 30);
      const stored = await store.save(scenario);
      await store.save(town('town', 5));
      const loaded = await loadStored(stored);
      expect(await plainData(loaded)).toStrictEqual(await plainData(scenario));
      expect(loaded.columns.identity).toEqual((await store.load('town', { version: 1 })).columns.identity);
      expect(loaded.columns.identity).not.toEqual((await store.load('town')).columns.identity);
    });

    test('a loaded scenario can be saved again in the same store', async () => {
      await store.save(town('town', 30));
      const loaded = await store.load('town');
      expect(await store.save(loaded, { id: 'copy' })).toMatchObject({ id: 'copy', version: 1 });
      expect(await plainData(await store.load('copy'))).toStrictEqual(await plainData(loaded));
    });

    test('columns of a removed version are never those of a later version with the same number', async () => {
      await store.save(town('town', 30));
      const loaded = await store.load('town');
      await store.remove('town');
      expect(await store.save(town('town', 40))).toMatchObject({ version: 1 });
      const error = await refusal(() => loaded.columns.read({ nodeType: 'house' }, ['rent']));
      expect(error.code).toBe('SCENARIO_UNKNOWN');
    });

    test('concurrent saves get separate versions', async () => {
      const other = await openStore(store.location);
      const saves = [store, other, store, other].map((each, index) => each.save(town('town', 10 + index)));
      const versions = (await Promise.all(saves)).map(({ version }) => version);
      expect(versions.sort()).toEqual([1, 2, 3, 4]);
      expect((await store.list()).map(({ vertices }) => vertices).sort()).toEqual([10, 11, 12, 13]);
    });

    test('a save that fails midway leaves nothing behind', async () => {
      await store.save(town('town', 3));
      const before = await factory.tableCount(store.location);
      // Numbers that are not bigints are detected only when the last table is written.
      const broken = { type: 'int64', values: Float64Array.of(0.5, 0.5) } as unknown as Column;
      expect(await refusal(() => store.save(townWith('town', 2, sourceOf(broken))))).toMatchObject({
        code: 'STORE_FAILED',
      });
      expect((await store.list()).map(({ version }) => version)).toEqual([1]);
      expect(await factory.tableCount(store.location)).toBe(before);
      expect(await store.save(town('town', 4))).toMatchObject({ version: 2 });
    });

    test('values that cannot be preserved are rejected with their column and row', async () => {
      const problemsOf = async (scenario: Scenario): Promise<string[]> => {
        const error = await refusal(() => store.save(scenario));
        expect(error.code).toBe('SCENARIO_UNSTORABLE');
        return error instanceof InvalidInputError ? error.problems.map(({ message }) => message) : [];
      };
      for (const value of [-0, NaN, 1n, { a: undefined }, new Map(), () => 1, [new Date(0)], Float64Array.of(1)]) {
        const column: Column = { type: 'value', values: [{ fine: [1, 'a', null] }, value] };
        const [message, ...others] = await problemsOf(townWith('town', 2, sourceOf(column)));
        expect(message).toContain(`column 'column' of node type 'house', row 1: JSON does not preserve the value`);
        expect(others).toEqual([]);
      }
      const halves: Column = { type: 'text', codes: Int32Array.of(1, 0, 1), texts: ['whole \u{1d11e}', 'half \ud834'] };
      expect(await problemsOf(townWith('town', 3, sourceOf(halves)))).toEqual([
        expect.stringContaining(`row 0: "half \\ud834" contains half of a surrogate pair`),
        expect.stringContaining('row 2:'),
      ]);
      expect(await problemsOf(town('half \udd1e', 2))).toHaveLength(2);
      expect(await store.list()).toEqual([]);
    });

    test('an empty id is rejected', async () => {
      expect(await refusal(() => store.save(town('town', 2), { id: '' }))).toMatchObject({ code: 'ARGUMENT_INVALID' });
    });

    test('a closed store rejects all calls', async () => {
      await store.close();
      for (const action of [
        () => store.list(),
        () => store.save(town('a', 2)),
        () => store.load('a'),
        () => store.remove('a'),
      ])
        expect(await refusal(action)).toMatchObject({ code: 'STORE_CLOSED' });
    });
  });
}

/** A town with one column for its houses. */
export function sourceOf(column: Column): ColumnSource {
  return new MemoryColumns(new Map([['house', new Map([['column', column]])]]));
}
