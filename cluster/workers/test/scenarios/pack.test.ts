import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Scenario, ScenarioBuilder } from '@disco-engine/sdk';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packScenario, unpackScenario } from '../../src/scenarios/pack.js';
import { sha256 } from '../../src/scenarios/sha256.js';

/** A vertex or an edge, to be added in any order. */
type Step = (builder: ScenarioBuilder) => unknown;

const VERTICES: readonly Step[] = [
  (to) => shop(to, 'shop/1', { open: true, demand: 4.5, name: 'Köln', stock: 12n }, ['region=west']),
  (to) => shop(to, 'shop/2', { open: false, demand: -0, name: 'a' }, ['region=east', 'size=L']),
  (to) => shop(to, 'shop/10', { name: '\ud800', plan: { days: [1, 2, null], from: new Date(0) } }),
  (to) => to.vertex('plant', 'plant', { table: new Map([['a', 1]]), rows: Float64Array.of(NaN, 1) }),
  (to) => to.vertex('yard', 'yard'),
];
const EDGES: readonly Step[] = [
  (to) => to.edge('order', 'shop/1', 'plant', 3, { days: 2, note: undefined }),
  (to) => to.edge('order', 'shop/2', 'plant', 1, { days: 7, note: 'late' }),
  (to) => to.edge('order', 'shop/10', 'plant', 2, { days: undefined, note: undefined }),
  (to) => to.edge('goods', 'plant', 'shop/2', 0.1),
  (to) => to.edge('goods', 'plant', 'shop/1', 0.2),
];

/** A model can see the order of the columns, so that one is the same. */
function shop(to: ScenarioBuilder, key: string, data: object, labels: readonly string[] = []): unknown {
  const columns = { open: undefined, demand: undefined, name: undefined, stock: undefined, plan: undefined };
  return to.vertex('shop', key, { ...columns, ...data }, { weight: key.length, labels });
}

function built(steps: readonly Step[]): Scenario {
  const builder = new ScenarioBuilder('town');
  for (const step of steps) step(builder);
  return builder.build();
}

class Truck {
  readonly load = 1;
}

const TOWN = built([...VERTICES, ...EDGES]);

function shuffled(steps: readonly Step[]): fc.Arbitrary<Step[]> {
  return fc.shuffledSubarray([...steps], { minLength: steps.length });
}

describe('a packed scenario', () => {
  it('has a hash that no change of the engine or of Node changes unnoticed', async () => {
    expect(sha256(await packScenario(TOWN))).toBe('18aac45c389c21202ad5193f857dca330dff3b8a67b985da95fe28ceb642f756');
  });

  it('has the same bytes in whichever order it was built', async () => {
    const expected = await packScenario(TOWN);
    await fc.assert(
      fc.asyncProperty(shuffled(VERTICES), shuffled(EDGES), async (vertices, edges) => {
        expect(await packScenario(built([...vertices, ...edges]))).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('is the scenario again when it is unpacked, with the same bytes', async () => {
    const packed = await packScenario(TOWN);
    const again = Scenario.fromData(unpackScenario(packed));
    expect(await packScenario(again)).toEqual(packed);
    const [there, here] = [await again.toData(), await TOWN.toData()];
    for (const tables of ['layers', 'vertices', 'edges'] as const)
      expect(Object.fromEntries(there[tables])).toEqual(Object.fromEntries(here[tables]));
    const rest = { layers: [], vertices: [], edges: [] };
    expect({ ...there, ...rest }).toEqual({ ...here, ...rest });
  });

  it('holds any data of a vertex', async () => {
    const leaf = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.bigInt(),
      fc.date({ noInvalidDate: true }),
      fc.constantFrom(null, true, '\udfff', '__proto__'),
      fc.int16Array(),
      fc.bigUint64Array(),
    );
    const { any } = fc.letrec((tie) => ({
      any: fc.oneof(
        { maxDepth: 3 },
        leaf,
        fc.array(tie('any'), { maxLength: 3 }),
        fc.dictionary(fc.string(), tie('any'), { maxKeys: 3, noNullPrototype: true }),
        fc.array(fc.tuple(fc.string(), tie('any')), { maxLength: 3 }).map((pairs) => new Map(pairs)),
        fc.array(leaf, { maxLength: 3 }).map((items) => new Set(items)),
      ),
    }));
    const plain = await TOWN.toData();
    await fc.assert(
      fc.asyncProperty(fc.array(any, { minLength: 1, maxLength: 4 }), async (values) => {
        const data = { ...plain, vertices: [['shop', [['x', { type: 'value', values }]]]] } as const;
        const packed = await packScenario({ toData: async () => data });
        const unpacked = unpackScenario(packed);
        expect(unpacked.vertices).toStrictEqual(data.vertices);
        expect(await packScenario({ toData: async () => unpacked })).toEqual(packed);
      }),
      { numRuns: 60 },
    );
  });

  it('has the same bytes in another thread', async () => {
    const packed = await packScenario(TOWN);
    const code = `const { parentPort, workerData } = require('node:worker_threads');
      import(workerData.engine).then(async ({ packScenario, unpackScenario }) =>
        parentPort.postMessage(await packScenario({ toData: async () => unpackScenario(workerData.packed) })));`;
    const engine = new URL('../../dist/index.js', import.meta.url).href;
    const worker = new Worker(code, { eval: true, execArgv: [], workerData: { engine, packed } });
    const [there] = (await once(worker, 'message')) as [Uint8Array];
    await worker.terminate();
    expect(sha256(there)).toBe(sha256(packed));
  });

  it('is refused with an error, or is some data, if its bytes are damaged', async () => {
    const packed = await packScenario(TOWN);
    let refused = 0;
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), fc.boolean(), (at, flip, cuts) => {
        const damaged = cuts ? packed.slice(0, at) : packed.slice();
        if (!cuts) damaged[at] = (damaged[at] ?? 0) ^ flip;
        let isRefused = false;
        try {
          expect(unpackScenario(damaged).name).toBeTypeOf('string');
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
          isRefused = true;
        }
        refused += Number(isRefused);
        // Whatever is cut off is missed.
        if (cuts) expect(isRefused).toBe(true);
      }),
      { numRuns: 500 },
    );
    expect(refused).toBeGreaterThan(250);
  });

  it('is not made of what is no data', async () => {
    const plain = await TOWN.toData();
    const packedWith = (value: unknown): Promise<Uint8Array> =>
      packScenario({
        toData: async () => ({ ...plain, vertices: [['shop', [['x', { type: 'value', values: [value] }]]]] }),
      });
    const knot: unknown[] = [];
    knot.push(knot);
    for (const [value, why] of [
      [() => 1, 'function'],
      [Symbol('x'), 'symbol'],
      [knot, 'contains itself'],
      [new Truck(), "an instance of 'Truck'"],
      [{ trucks: [new Truck()] }, "an instance of 'Truck'"],
      [/x/, "an instance of 'RegExp'"],
      [new ArrayBuffer(1), "an instance of 'ArrayBuffer'"],
      [new DataView(new ArrayBuffer(1)), "an instance of 'DataView'"],
    ] as const) {
      const message = expect.stringMatching(new RegExp(`^column 'x' of table 'shop': .*${why}`)) as string;
      await expect(packedWith(value)).rejects.toMatchObject({ code: 'SCENARIO_INVALID', message });
    }
  });
});
