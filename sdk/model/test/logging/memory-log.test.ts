import { describe, expect, it } from 'vitest';
import { InProcessTransport } from '@disco-engine/transports';
import { Node, NodeContext, OnEvent, ScenarioBuilder, Simulation, Transport } from '@disco-engine/sdk';
import { combineSummaries } from '../../src/logging/combine-summaries.js';
import { DataLogger } from '../../src/logging/data-logger.js';
import { MemoryLog } from '../../src/logging/memory-log.js';
import { ObservableLog, type LogPoint } from '../../src/logging/observable-log.js';
import type { SampleRecorder } from '../../src/logging/sample-recorder.js';
import type { StateRecorder } from '../../src/logging/state-recorder.js';
import type { TimeWeightedRecorder } from '../../src/logging/time-weighted-recorder.js';
import type { VectorRecorder } from '../../src/logging/vector-recorder.js';
import type { HistogramRecorder } from '../../src/logging/histogram-recorder.js';
import type { LogOptions } from '../../src/logging/log-sink.js';
import { modelOf } from '../model-of.js';
import { open, Shop } from './shop.js';

/** Records what a test specifies, at epochs 0, 1, 2 and so on. */
@Node('clerk')
class Clerk {
  readonly held: TimeWeightedRecorder;
  readonly seen: SampleRecorder;
  readonly sized: HistogramRecorder;
  readonly pair: VectorRecorder;
  readonly mood: StateRecorder<'idle' | 'busy' | 'ill'>;

  constructor(
    log: DataLogger,
    private readonly context: NodeContext,
  ) {
    this.held = log.timeWeighted('held');
    this.seen = log.tally('seen');
    this.sized = log.histogram('sized', { edges: [0, 1, 2] });
    this.pair = log.vector('pair');
    this.mood = log.state('mood', { states: ['idle', 'busy', 'ill'] });
  }

  @OnEvent('tick')
  tick(): void {
    const { epoch } = this.context;
    diary[epoch]?.(this);
    if (epoch < 10) this.context.wakeup(epoch + 1);
  }
}

let diary: Record<number, (clerk: Clerk) => void> = {};

async function clerk(entries: typeof diary, options: Omit<LogOptions, 'sinks'> = {}): Promise<MemoryLog> {
  diary = entries;
  const log = new MemoryLog();
  const scenario = new ScenarioBuilder().vertex('clerk', 'c').build();
  const simulation = await Simulation.create(modelOf({ simprocs: ['tick'], nodes: [Clerk] }), {
    scenario,
    log: { sinks: [log], ...options },
  });
  simulation.until(10);
  return log;
}

function summary(log: MemoryLog, name: string): unknown {
  const found = Object.entries(log.summaries.find((channel) => channel.name === name) ?? {});
  return Object.fromEntries(found.filter(([key]) => !['node', 'name', 'kind', 'unit', 'labels'].includes(key)));
}

describe('a memory log', () => {
  it('has all channels in canonical order, with their descriptions', async () => {
    const log = new MemoryLog();
    await open({ log });
    expect(log.channels.map(({ node, name }) => `${node} ${name}`)).toEqual([
      ...['s0', 's1', 's2', 's3'].flatMap((street) =>
        ['amount', 'bins', 'mood', 'shelves', 'stock', 'wait'].map((name) => `shop/${street} ${name}`),
      ),
      'total stocks',
    ]);
    expect(log.channels[1]).toMatchObject({ kind: 'histogram', size: 3, edges: [0, 0.25, 0.5, 1], unit: '' });
    expect(log.channels[2]).toMatchObject({ kind: 'state', size: 1, states: ['calm', 'busy'] });
    expect(log.channels[3]).toMatchObject({ kind: 'vector', size: 2 });
    expect(log.channels[4]).toMatchObject({ kind: 'time-weighted', unit: 'pieces', labels: { street: 'shop/s0' } });
  });

  it('has the records of a channel with the epochs of their activations, and can be read between calls', async () => {
    const log = await clerk({ 1: (c) => c.seen.record(7), 3: (c) => (c.seen.record(8), c.seen.record(9)) });
    const { epochs, values, indices } = log.records('clerk/c', 'seen');
    expect([[...epochs], [...values], [...indices]]).toEqual([
      [1, 3, 3],
      [7, 8, 9],
      [0, 0, 0],
    ]);
  });

  it('has the records of constructors and of @OnInit at epoch 0', async () => {
    const log = new MemoryLog();
    await open({ log });
    expect(log.records('shop/s0', 'stock')).toEqual({
      epochs: Float64Array.of(0),
      values: Float64Array.of(5),
      indices: Int32Array.of(0),
    });
    expect([...log.records('shop/s0', 'mood').values]).toEqual([0]);
  });

  it('has the elements of vectors and the numbers of states as indices', async () => {
    const log = await clerk({ 2: (c) => (c.pair.record(Float64Array.of(4)), c.mood.enter('ill')) });
    expect([...log.records('clerk/c', 'pair').indices]).toEqual([0]);
    expect([...log.records('clerk/c', 'mood').indices]).toEqual([2]);
    const shops = new MemoryLog();
    (await open({ log: shops })).until(1);
    expect([...shops.records('shop/s1', 'shelves').indices]).toEqual([0, 1]);
  });

  it('has only the selected channels', async () => {
    const log = await clerk(
      { 1: (c) => (c.seen.record(1), c.held.record(1)) },
      { only: ({ name }) => name === 'held' },
    );
    expect(log.channels.map(({ name }) => name)).toEqual(['held']);
    expect(log.summaries).toHaveLength(1);
  });

  it('keeps everything recorded before all channels are known, however much', async () => {
    @Node('hoard')
    class Hoard {
      constructor(log: DataLogger, context: NodeContext) {
        const all = log.series(`of ${context.node}`);
        for (let value = 0; value < 70_000; value++) all.record(value);
      }
      @OnEvent('tick')
      tick(): void {}
    }
    const log = new MemoryLog();
    const scenario = new ScenarioBuilder().vertex('hoard', 'b').vertex('hoard', 'a').build();
    // In reverse order of names, so that registration numbers differ from the canonical order.
    const tieOrder = (count: number): Int32Array => Int32Array.from({ length: count }, (_, at) => count - 1 - at);
    await Simulation.create(modelOf({ simprocs: ['tick'], nodes: [Hoard] }), { scenario, log, tieOrder });
    for (const key of ['a', 'b']) {
      const { values } = log.records(`hoard/${key}`, `of hoard/${key}`);
      expect(values).toEqual(Float64Array.from({ length: 70_000 }, (_, at) => at));
    }
  });
});

describe('a summary', () => {
  it('of a time-weighted channel is an average from the warm-up to the end, including the value that held before', async () => {
    const log = await clerk(
      {
        1: (c) => c.held.record(100),
        3: (c) => c.held.record(2),
        6: (c) => c.held.record(5),
        8: (c) => c.held.record(1),
      },
      { warmup: 4 },
    );
    const mean = (2 * 2 + 5 * 2 + 1 * 2) / 6;
    const deviation = Math.sqrt((2 * (2 - mean) ** 2 + 2 * (5 - mean) ** 2 + 2 * (1 - mean) ** 2) / 6);
    expect(summary(log, 'held')).toEqual({
      count: 2,
      mean: expect.closeTo(mean, 12),
      deviation: expect.closeTo(deviation, 12),
      minimum: 1,
      maximum: 5,
      last: 1,
    });
  });

  it('of a time-weighted channel that begins late counts from its first record', async () => {
    const log = await clerk({ 5: (c) => c.held.record(3), 9: (c) => c.held.record(8) }, { warmup: 1 });
    expect(summary(log, 'held')).toMatchObject({ count: 2, mean: expect.closeTo((3 * 4 + 8) / 5, 12) });
  });

  it('of a tally has the plain mean and the sample deviation, without the warm-up', async () => {
    const log = await clerk(
      { 1: (c) => c.seen.record(1000), 2: (c) => c.seen.record(1), 3: (c) => (c.seen.record(2), c.seen.record(6)) },
      { warmup: 2 },
    );
    expect(summary(log, 'seen')).toEqual({
      count: 3,
      mean: 3,
      sum: 9,
      deviation: expect.closeTo(Math.sqrt(7), 12),
      minimum: 1,
      maximum: 6,
      last: 6,
    });
  });

  it('of a histogram has counts by bin, the last including its upper edge, without values outside', async () => {
    const log = await clerk({ 1: (c) => [-1, 0, 0.5, 1, 2, 2.5].forEach((value) => c.sized.record(value)) });
    expect(summary(log, 'sized')).toMatchObject({ count: 6, counts: [2, 2], edges: [0, 1, 2], minimum: -1, sum: 5 });
  });

  it('has the exact sum of whole numbers, which mean × count only comes close to', async () => {
    const record = (recorder: { record(value: number): void }): void => {
      for (let value = 1; value <= 500; value++) recorder.record(value % 7);
    };
    const log = await clerk({ 1: (c) => (record(c.seen), record(c.sized)) });
    const sum = Array.from({ length: 500 }, (_, at) => (at + 1) % 7).reduce((a, b) => a + b);
    expect(summary(log, 'seen')).toMatchObject({ count: 500, sum });
    expect(summary(log, 'sized')).toMatchObject({ count: 500, sum });
    const { mean } = summary(log, 'seen') as { mean: number };
    expect(mean * 500).not.toBe(sum);
  });

  it('of a state channel has the time share of each state', async () => {
    const log = await clerk(
      { 0: (c) => c.mood.enter('busy'), 4: (c) => c.mood.enter('idle'), 9: (c) => c.mood.enter('busy') },
      { warmup: 2 },
    );
    expect(summary(log, 'mood')).toMatchObject({
      count: 2,
      mean: null,
      last: 1,
      shares: { idle: 5 / 8, busy: 3 / 8, ill: 0 },
    });
  });

  it('of a vector has an average over time for each element', async () => {
    const log = await clerk({
      2: (c) => c.pair.record(Float64Array.of(4)),
      6: (c) => c.pair.record(Float64Array.of(1)),
    });
    expect(summary(log, 'pair')).toMatchObject({ count: 2, mean: null, means: [expect.closeTo(2.5, 12)], maximum: 4 });
  });

  it('without records is null, never NaN', async () => {
    const log = await clerk({ 3: (c) => c.held.record(-Number.MAX_VALUE), 6: (c) => c.held.record(Number.MAX_VALUE) });
    expect(summary(log, 'seen')).toEqual({
      count: 0,
      mean: null,
      sum: 0,
      deviation: null,
      minimum: null,
      maximum: null,
      last: null,
    });
    expect(summary(log, 'held')).toMatchObject({ count: 2, mean: null, deviation: null, last: Number.MAX_VALUE });
    expect(JSON.parse(JSON.stringify(log.summaries))).toEqual(log.summaries);
  });
});

describe('logging', () => {
  it('does not change a run', async () => {
    const digests: string[] = [];
    for (const log of [undefined, new MemoryLog(), { sinks: [], warmup: 3 }]) {
      const simulation = await open({ log });
      simulation.until(30);
      digests.push(`${simulation.digest} ${simulation.activationCount} ${simulation.eventCount}`);
    }
    expect(new Set(digests).size).toBe(1);
  });

  it('costs a run without a log only the call, with recorders of the same class', async () => {
    const [without, with_] = [await open(), await open({ log: new MemoryLog() })];
    without.until(5);
    expect(without.summaries()).toEqual([]);
    const [a, b] = [without, with_].map((simulation) => simulation.node('shop/s0', Shop).mood);
    expect(Object.getPrototypeOf(a)).toBe(Object.getPrototypeOf(b));
    expect(Object.keys(a)).toEqual(Object.keys(b));
  });

  it('has the same records and summaries on any number of workers, bit for bit', async () => {
    const one = new MemoryLog();
    (await open({ log: { sinks: [one], warmup: 7 } })).until(40);
    for (const workers of [2, 3]) {
      const several = new MemoryLog();
      (await open({ log: { sinks: [several], warmup: 7 }, workers })).until(40);
      expect(several.channels).toEqual(one.channels);
      expect(several.summaries).toEqual(one.summaries);
      for (const { node, name } of one.channels) expect(several.records(node, name)).toEqual(one.records(node, name));
    }
  });

  it('has the same summaries on partitions joined by a transport', async () => {
    const alone = await open({ log: { sinks: [], warmup: 7 } });
    alone.until(40);
    const transport = new InProcessTransport();
    const parts = await Promise.all(
      [0, 1, 2].map((worker) =>
        open({
          log: { sinks: [], warmup: 7 },
          partition: { worker, workers: 3 },
          providers: [{ token: Transport, useValue: transport }],
        }),
      ),
    );
    await Promise.all(parts.map((part) => part.run({ until: 40 })));
    expect(combineSummaries(parts.map((part) => part.summaries()))).toEqual(alone.summaries());
    await Promise.all(parts.map((part) => part.dispose()));
  });
});

describe('an observable log', () => {
  it('publishes every record, outside of handlers, and completes', async () => {
    const [observable, memory] = [new ObservableLog(), new MemoryLog()];
    const simulation = await open({ log: { sinks: [observable, memory] } });
    const points: LogPoint[] = [];
    const failures: unknown[] = [];
    let complete = false;
    observable.points.subscribe({
      next: (point) => {
        points.push(point);
        // A send would be accepted if this were called from a handler.
        try {
          simulation.node('shop/s0', Shop).context.wakeup(1000);
        } catch (error) {
          failures.push(error);
        }
      },
      complete: () => (complete = true),
    });
    await simulation.run({ until: 20 });
    for (const { node, name } of memory.channels) {
      const told = points.filter((point) => point.node === node && point.name === name);
      expect(told.map(({ value }) => value)).toEqual([...memory.records(node, name).values]);
    }
    expect(failures).toHaveLength(points.length);
    expect(complete).toBe(false);
    await simulation.dispose();
    expect(complete).toBe(true);
  });

  it('publishes the records of `until` when it returns', async () => {
    const log = new ObservableLog();
    const simulation = await open({ log });
    const epochs: number[] = [];
    log.points.subscribe(({ epoch }) => epochs.push(epoch));
    simulation.until(3);
    expect(Math.max(...epochs)).toBeGreaterThanOrEqual(2);
  });
});
