import { describe, expect, it } from 'vitest';
import { Node, NodeContext, OnEvent, ScenarioBuilder, Simulation, type SimulationOptions } from '@disco-engine/sdk';
import { DataLogger } from '../../src/logging/data-logger.js';
import { MemoryLog } from '../../src/logging/memory-log.js';
import { modelOf } from '../model-of.js';
import { refusal, thrownBy } from '../refusal.js';

type Kind = 'series' | 'tally' | 'held' | 'sized' | 'pair';

/** What each node records, by epoch. */
let diary: Readonly<
  Record<string, readonly { readonly epoch: number; readonly kind: Kind; readonly value: unknown }[]>
>;
/** The errors that its handler has caught; undefined if it catches none. */
let caught: unknown[] | undefined;

/** Records what a test specifies. */
@Node('gauge', { distinctBy: ['g'] })
class Gauge {
  readonly #recorders: Readonly<Record<Kind, (value: number) => void>>;

  constructor(
    log: DataLogger,
    private readonly context: NodeContext,
  ) {
    const [series, tally, held] = [log.series('series'), log.tally('tally'), log.timeWeighted('held')];
    const sized = log.histogram('sized', { edges: [0, 1] });
    const pair = log.vector('pair');
    this.#recorders = {
      series: (value) => series.record(value),
      tally: (value) => tally.record(value),
      held: (value) => held.record(value),
      sized: (value) => sized.record(value),
      pair: (value) => pair.record(Float64Array.of(1, value)),
    };
    this.#write(-1);
  }

  @OnEvent('tick')
  tick(): void {
    const { epoch } = this.context;
    try {
      this.#write(epoch);
    } catch (error) {
      if (caught === undefined) throw error;
      caught.push(error);
    }
    if (epoch < 10) this.context.wakeup(epoch + 1);
  }

  #write(now: number): void {
    for (const { epoch, kind, value } of diary[this.context.node] ?? [])
      if (epoch === now) this.#recorders[kind](value as number);
  }
}

async function open(
  entries: typeof diary,
  options: Partial<SimulationOptions> & { readonly isCaught?: boolean } = {},
): Promise<Simulation> {
  const { isCaught = false, ...rest } = options;
  diary = entries;
  caught = isCaught ? [] : undefined;
  const builder = new ScenarioBuilder();
  for (const node of ['a', 'b'])
    for (const half of ['l', 'r']) builder.vertex('gauge', node + half, {}, { labels: [`g=${node}`] });
  const model = modelOf({ simprocs: ['tick'], nodes: [Gauge] });
  return Simulation.create(model, { scenario: builder.build(), log: new MemoryLog(), ...rest });
}

describe('a record that is not a finite number', () => {
  it.each([
    [
      'series',
      NaN,
      "node 'gauge/a' recorded NaN in log channel 'series' at epoch 3; record finite numbers, and nothing if there is no value",
    ],
    [
      'tally',
      Infinity,
      "node 'gauge/a' recorded Infinity in log channel 'tally' at epoch 3; record finite numbers, and nothing if there is no value",
    ],
    [
      'sized',
      '0.5',
      "node 'gauge/a' recorded '0.5' in log channel 'sized' at epoch 3; record finite numbers, and nothing if there is no value",
    ],
    ['held', -Infinity, "node 'gauge/a' recorded -Infinity in log channel 'held' at epoch 3; record finite numbers"],
    ['pair', NaN, "node 'gauge/a' recorded NaN for element 1 in log channel 'pair' at epoch 3; record finite numbers"],
  ] as const)('is refused in %s: %s', async (kind, value, message) => {
    const simulation = await open({ 'gauge/a': [{ epoch: 3, kind, value }] });
    const error = await refusal(() => simulation.until(20));
    expect(error.code).toBe('HANDLER_FAILED');
    const place = { node: 'gauge/a', channel: kind, epoch: 3 };
    expect(error.cause).toMatchObject({ code: 'VALUE_NOT_FINITE', message, place });
    expect(error.message).toContain(message);
    // Nothing is kept or counted.
    expect(simulation.summaries().find(({ node, name }) => node === 'gauge/a' && name === kind)?.count).toBe(0);
  });

  it('ends the run even if its handler catches the error, so that logging changes no result', async () => {
    const simulation = await open({ 'gauge/a': [{ epoch: 3, kind: 'tally', value: NaN }] }, { isCaught: true });
    const error = thrownBy(() => simulation.until(20));
    expect(error).toMatchObject({ code: 'VALUE_NOT_FINITE', place: { node: 'gauge/a', channel: 'tally', epoch: 3 } });
    expect(caught).toEqual([error]);
    expect(thrownBy(() => simulation.until(30))).toBe(error);
    await simulation.dispose();
  });

  it('is the earliest of several that were caught, whatever the number of workers', async () => {
    const late = [{ epoch: 5, kind: 'tally', value: NaN }] as const;
    const early = [{ epoch: 4, kind: 'tally', value: NaN }] as const;
    for (const workers of [1, 2])
      for (const entries of [
        { 'gauge/a': late, 'gauge/b': early },
        { 'gauge/a': early, 'gauge/b': early },
      ]) {
        const simulation = await open(entries, { isCaught: true, workers });
        const node = entries['gauge/a'] === early ? 'gauge/a' : 'gauge/b';
        expect(thrownBy(() => simulation.until(20))).toMatchObject({ place: { node, epoch: 4 } });
      }
  });

  it('is refused even before the warm-up and in a constructor', async () => {
    const log = { sinks: [], warmup: 8 };
    const simulation = await open({ 'gauge/a': [{ epoch: 3, kind: 'held', value: NaN }] }, { log });
    expect(thrownBy(() => simulation.until(20))).toMatchObject({ cause: { code: 'VALUE_NOT_FINITE' } });
    const error = await refusal(() => open({ 'gauge/b': [{ epoch: -1, kind: 'held', value: NaN }] }));
    expect(error).toMatchObject({ code: 'NODE_FAILED', cause: { place: { node: 'gauge/b', epoch: 0 } } });
  });

  it('has no effect if the channel is not logged', async () => {
    const entries = { 'gauge/a': [{ epoch: 3, kind: 'tally', value: NaN }] } as const;
    for (const log of [undefined, { sinks: [], only: ({ name }: { name: string }) => name !== 'tally' }]) {
      const simulation = await open(entries, { log });
      expect(simulation.until(20).epoch).toBe(10);
    }
  });
});
