import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  defineExperiment,
  LogDatabase,
  readResults,
  ResultsFolder,
  type ExperimentOptions,
  type ReplicationRecord,
  type ResponseFigures,
  type Results,
} from '@disco-engine/experiments';
import { ParquetLog } from '@disco-engine/data';
import { MemoryLog, Simulation, type Scenario } from '@disco-engine/sdk';
import { quantile } from '@disco-engine/statistics';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { street, town } from '../../../model/test/logging/shop.js';

const scenario = street() as Scenario;
const origin = { module: 'dist/town.js', export: 'default', command: '' };
const DURATION = 20;
const WARMUP = 5;
/** Counts the runs of the model. */
let made = 0;

let path: string;
beforeEach(async () => {
  made = 0;
  path = await mkdtemp(join(tmpdir(), 'disco-responses-'));
});
afterEach(() => rm(path, { recursive: true }));

type Change = Partial<ExperimentOptions>;

function open(change: Change = {}): Promise<ResultsFolder> {
  const options = { scenario, duration: DURATION, warmup: WARMUP, replications: 2, seed: 3, ...change };
  return ResultsFolder.open(path, defineExperiment(town, options), scenario, origin);
}

/** Runs both replications and returns their records as written. */
async function fill(change: Change = {}): Promise<ReplicationRecord[]> {
  const results = await open(change);
  const records: ReplicationRecord[] = [];
  try {
    for (const replication of [0, 1]) records.push(await runInto(results, replication, change.log?.keep !== 'summary'));
  } finally {
    await results.close();
  }
  return records;
}

async function runInto(results: ResultsFolder, replication: number, keep: boolean): Promise<ReplicationRecord> {
  const key = { case: 0, replication };
  const folder = await results.begin(key);
  const log = { sinks: keep ? [new ParquetLog(join(folder, 'log.parquet'))] : [], warmup: WARMUP };
  const simulation = await Simulation.create(town, { scenario, seed: 3, replication, log });
  simulation.until(DURATION);
  const channels = simulation.summaries(DURATION);
  await simulation.dispose();
  made += 1;
  const ended = { digest: '0123456789abcdef', epoch: DURATION, activations: 1, events: 1, seconds: 1, workers: [] };
  const rest = { channels, log: keep ? 'log.parquet' : null, logFailure: null, error: null } as const;
  return results.commit({ ...key, status: 'FINISHED', ...ended, ...rest });
}

async function storedResponses(): Promise<ReplicationRecord['responses'][]> {
  return (await read()).runs.map((run) => run.responses);
}

async function read(): Promise<Results> {
  const logs = await LogDatabase.open();
  return readResults(path, logs).finally(() => logs.close());
}

/** The records of both replications, in memory. */
function inMemory(): Promise<MemoryLog[]> {
  return Promise.all(
    [0, 1].map(async (replication) => {
      const log = new MemoryLog();
      const simulation = await Simulation.create(town, {
        scenario,
        seed: 3,
        replication,
        log: { sinks: [log], warmup: WARMUP },
      });
      simulation.until(DURATION);
      await simulation.dispose();
      return log;
    }),
  );
}

/** The smallest value that was not exceeded for half of the time. */
function typicalStock(log: MemoryLog): number {
  const { epochs, values } = log.records('shop/s0', 'stock');
  const held = Array.from(epochs, (epoch, at) => {
    const until = epochs[at + 1] ?? DURATION;
    return { value: values[at], time: Math.max(0, until - Math.max(WARMUP, epoch)) };
  }).sort((a, b) => a.value - b.value);
  let passed = 0;
  return held.find(({ time }) => (passed += time) >= (DURATION - WARMUP) / 2)?.value ?? NaN;
}

describe('the responses of a replication', () => {
  test('are written with its record, and described with the experiment', async () => {
    const [record] = await fill({
      responses: {
        stock: { channel: 'shop/s0/stock', unit: 'pieces' },
        peak: { channel: 'shop/s0/stock', figure: 'maximum' },
        busy: { channel: 'shop/s1/mood', share: 'busy' },
        perOrder: {
          numerator: { channel: 'shop/s0/amount', figure: 'sum' },
          denominator: ({ count }) => count('shop/s0/amount'),
        },
        wait: ({ across, duration }) => across({ type: 'shop' }).sum('wait') / duration,
      },
    });
    const stock = record.channels.find(({ node, name }) => node === 'shop/s0' && name === 'stock');
    const waits = record.channels.filter(({ name }) => name === 'wait');
    expect(record.responses).toEqual({
      stock: stock?.mean,
      peak: stock?.maximum,
      busy: record.channels.find(({ node, name }) => node === 'shop/s1' && name === 'mood')?.shares?.busy,
      perOrder: { numerator: expect.any(Number) as number, denominator: expect.any(Number) as number },
      wait: expect.closeTo(waits.reduce((sum, { mean, count }) => sum + (mean ?? 0) * count, 0) / 15, 12) as number,
    });
    const { experiment, runs, response } = await read();
    expect(runs[0].responses).toEqual(record.responses);
    expect(experiment.responses).toEqual([
      { name: 'stock', kind: 'value', unit: 'pieces', text: 'mean of shop/s0/stock' },
      { name: 'peak', kind: 'value', unit: '', unitOf: 'shop/s0/stock', text: 'maximum of shop/s0/stock' },
      { name: 'busy', kind: 'value', unit: '', text: 'share of busy in shop/s1/mood' },
      expect.objectContaining({
        name: 'perOrder',
        kind: 'ratio',
        text: expect.stringMatching(/^sum of shop\/s0\/amount \/ /) as string,
      }),
      expect.objectContaining({ name: 'wait', text: expect.stringMatching(/sum\(.wait.\) \/ duration/) as string }),
    ]);
    // The channel's unit where that is clear: not of a share, a ratio or a function.
    const names = ['stock', 'peak', 'busy', 'perOrder', 'wait'];
    expect(names.map((name) => response(name)[0].unit)).toEqual(['pieces', 'pieces', '', '', '']);
  });

  test('have exact quantiles of the records, of one node and of all nodes', async () => {
    const [first] = await fill({
      responses: {
        wait: { channel: 'shop/s0/wait', quantile: 0.9 },
        all: ({ across }) => across().quantile('wait', 0.5) + across().quantile('wait', 0.25),
        stock: { channel: 'shop/s0/stock', quantile: 0.5 },
      },
    });
    const [log] = await inMemory();
    const waits = log.channels
      .filter(({ name }) => name === 'wait')
      .map(({ node }) => {
        const { epochs, values } = log.records(node, 'wait');
        return [node, [...values].filter((_, at) => epochs[at] >= WARMUP)] as const;
      });
    const all = waits.flatMap(([, values]) => values);
    expect(first.responses).toEqual({
      wait: quantile(waits[0][1], 0.9),
      all: (quantile(all, 0.5) ?? NaN) + (quantile(all, 0.25) ?? NaN),
      stock: typicalStock(log),
    });
    expect(Object.keys(first.quantiles ?? {}).sort()).toEqual([
      '0.25 wait of all nodes',
      '0.5 shop/s0/stock',
      '0.5 wait of all nodes',
      '0.9 shop/s0/wait',
    ]);
  });

  test('come from its own records even if several end at the same time', async () => {
    const declared = {
      late: { channel: 'shop/s0/wait', quantile: 0.9 },
      all: ({ across }: ResponseFigures) => across().quantile('wait', 0.5),
    };
    const one = await fill({ responses: declared });
    const results = await open({ responses: declared });
    const both = await Promise.all([0, 1].map((replication) => runInto(results, replication, true)));
    expect(both.map((record) => record.responses)).toEqual(one.map((record) => record.responses));
    await results.close();
  });

  test('are missing, with a reason, if there is nothing to compute them from', async () => {
    await fill({
      log: { keep: 'summary' },
      responses: {
        late: ({ quantile: of }) => of('shop/s0/wait', 0.9),
        nothing: ({ mean }) => NaN * mean('shop/s0/wait'),
        none: () => undefined,
        great: () => 1e300,
      },
    });
    expect((await storedResponses())[0]).toEqual({
      late: { missing: 'it needs a quantile of the records, which were not kept' },
      nothing: { missing: 'its function returned none' },
      none: { missing: 'its function returned none' },
      great: { missing: 'it is 1e+300, beyond the supported range from -1e140 to 1e140' },
    });
  });
});

describe('opening a folder', () => {
  test('with new and changed responses computes them for all replications without running these again', async () => {
    await fill({ responses: { a: { channel: 'shop/s0/stock' }, b: () => 1 } });
    const before = await storedResponses();
    await (await open({ responses: { b: () => 2, c: { channel: 'shop/s0/stock', quantile: 0.5 } } })).close();
    const after = await storedResponses();
    expect(after.map((one) => Object.keys(one ?? {}))).toEqual([
      ['b', 'c'],
      ['b', 'c'],
    ]);
    expect(after.map((one) => one?.b)).toEqual([2, 2]);
    await (await open({ responses: { a: { channel: 'shop/s0/stock' }, b: () => 1 } })).close();
    expect(await storedResponses()).toEqual(before);
    expect(made).toBe(2);
  });

  test('reads the records once for a quantile, and again for another warm-up', async () => {
    const late = { late: { channel: 'shop/s0/wait', quantile: 0.9 } };
    const [first] = await fill({ responses: late });
    const file = join(path, 'case-0000/replication-0000/run.json');
    const stored = JSON.parse(await readFile(file, 'utf8')) as ReplicationRecord;
    await writeFile(file, JSON.stringify({ ...stored, quantiles: { '0.9 shop/s0/wait': 77 } }));
    await (await open({ responses: { twice: ({ quantile: of }) => 2 * of('shop/s0/wait', 0.9) } })).close();
    expect((await storedResponses())[0]).toEqual({ twice: 154 });
    await (await open({ responses: late, warmup: 0 })).close();
    const [log] = await inMemory();
    expect((await storedResponses())[0]).toEqual({ late: quantile(log.records('shop/s0', 'wait').values, 0.9) });
    expect(first.responses?.late).not.toBe(77);
  });

  test('rejects an unknown channel, suggests the closest one, and changes nothing', async () => {
    await fill({ responses: { a: { channel: 'shop/s0/stock' } } });
    const before = await storedResponses();
    await expect(open({ responses: { a: { channel: 'shop/s0/stokc' } } })).rejects.toMatchObject({
      code: 'CHANNEL_UNKNOWN',
      message:
        "response 'a' cannot be computed: there is no channel 'shop/s0/stokc'; did you mean 'shop/s0/stock'? (case-0000/replication-0000)",
    });
    expect(await storedResponses()).toEqual(before);
  });

  test('leaves it unreadable while some replications have other responses than described', async () => {
    await fill({ responses: { a: () => 1 } });
    const file = join(path, 'experiment.json');
    const description = JSON.parse(await readFile(file, 'utf8')) as object;
    await writeFile(file, JSON.stringify({ ...description, evaluating: true }));
    await expect(read()).rejects.toMatchObject({
      code: 'RESULTS_INVALID',
      problems: [
        {
          message: expect.stringMatching(/^the new responses have been computed for only some replications/) as string,
        },
      ],
    });
    await (await open({ responses: { a: () => 1 } })).close();
    expect(await storedResponses()).toEqual([{ a: 1 }, { a: 1 }]);
  });
});

test('an unreadable log loses neither its replication nor the claim on the folder', async () => {
  await fill({ responses: { a: () => 1 } });
  const file = join(path, 'case-0000/replication-0001/log.parquet');
  await writeFile(file, 'PAR1 and nothing else PAR1');
  const late = { late: { channel: 'shop/s0/wait', quantile: 0.9 } };
  await expect(open({ responses: late })).rejects.toMatchObject({
    code: 'RESPONSE_INVALID',
    message: expect.stringMatching(/^the responses of case-0000\/replication-0001 cannot be computed: /) as string,
  });
  await (await open({ responses: { a: () => 2 } })).close();
  expect(JSON.parse(await readFile(join(file, '../run.json'), 'utf8'))).toMatchObject({ responses: { a: 2 } });
});

test('a replication whose responses cannot be computed is kept without them and reported', async () => {
  await expect(fill({ responses: { a: { channel: 'shop/s0/none' } } })).rejects.toMatchObject({
    code: 'CHANNEL_UNKNOWN',
    message: expect.stringMatching(/there are 25, such as shop\/s0\/amount/) as string,
  });
  await (await open()).close();
  expect((await read()).runs.map(({ replication, responses: own }) => [replication, own])).toEqual([[0, undefined]]);
});
