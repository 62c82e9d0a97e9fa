import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as immediate } from 'node:timers/promises';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InProcessTransport } from '@disco-engine/transports';
import {
  Node,
  NodeContext,
  OnEvent,
  ScenarioBuilder,
  Simulation,
  Transport,
  DataLogger,
  type LogOptions,
  MemoryLog,
  type SampleRecorder,
} from '@disco-engine/sdk';
import { openDuckDb } from '../../src/duckdb/open-duckdb.js';
import { CsvLog, ParquetLog } from '../../src/logs/file-log.js';
import { SpoolLog } from '../../src/logs/spool-log.js';
import { writeLog } from '../../src/logs/write-log.js';
import { modelOf } from '../../../model/test/model-of.js';
import { open } from '../../../model/test/logging/shop.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'disco-log-'))));
afterAll(async () => rm(folder, { recursive: true, force: true }));

type Row = [node: string, name: string, epoch: number, index: number, value: number];

async function query(sql: string): Promise<unknown[][]> {
  const db = await openDuckDb(':memory:');
  try {
    return (await db.connection.runAndReadAll(sql)).getRows();
  } finally {
    db.close();
  }
}

/** All rows of an in-memory log, as a file should have them. */
function rowsOf(log: MemoryLog): Row[] {
  return log.channels.flatMap(({ node, name }) => {
    const { epochs, values, indices } = log.records(node, name);
    return Array.from(values, (value, at): Row => [node, name, epochs[at], indices[at], value]);
  });
}

/** In each activation, each node records as often as its entry in the plan says; the value identifies the record. */
interface Plan {
  readonly values: readonly (readonly number[])[];
  readonly names: readonly string[];
}

async function runPlan({ values, names }: Plan, given: LogOptions): Promise<void> {
  @Node('clerk')
  class Clerk {
    private readonly recorders: readonly SampleRecorder[];
    constructor(
      log: DataLogger,
      private readonly context: NodeContext,
    ) {
      this.recorders = names.map((name) => log.series(name));
    }
    @OnEvent('tick')
    tick(): void {
      const { epoch, node } = this.context;
      const own = values[Number(node.split('/')[1])];
      for (const [at, value] of own.entries()) this.recorders[(at + epoch) % names.length].record(value);
      if (epoch < 3) this.context.wakeup(epoch + 1);
    }
  }
  const builder = new ScenarioBuilder();
  values.forEach((_, node) => builder.vertex('clerk', String(node)));
  const model = modelOf({ simprocs: ['tick'], nodes: [Clerk] });
  const simulation = await Simulation.create(model, { scenario: builder.build(), log: given });
  simulation.until(10);
  await simulation.dispose();
}

describe('a Parquet log', () => {
  it('reads back as the in-memory log, whatever was recorded', async () => {
    const plan = fc.record({
      names: fc.uniqueArray(fc.string({ unit: 'grapheme', minLength: 1 }), { minLength: 1, maxLength: 4 }),
      values: fc.array(fc.array(fc.double(), { maxLength: 40 }), { minLength: 1, maxLength: 5 }),
    });
    const path = join(folder, 'any.parquet');
    await fc.assert(
      fc.asyncProperty(plan, async (given) => {
        const memory = new MemoryLog();
        await runPlan(given, { sinks: [memory, new ParquetLog(path)] });
        const rows = await query(`SELECT node, name, epoch, index, value FROM '${path}'`);
        expect(rows).toEqual(rowsOf(memory));
      }),
      { numRuns: 25 },
    );
  });

  it('reads back completely even if it is larger than the window ordered at once', async () => {
    // Many blocks; one channel alone exceeds a window, and others share one.
    const plan: Plan = {
      names: ['a'],
      values: [75_000, 7, 20_000, 0, 66_001].map((count, node) =>
        Array.from({ length: count }, (_, at) => at + node / 8),
      ),
    };
    const path = join(folder, 'large.parquet');
    const memory = new MemoryLog();
    await runPlan(plan, { sinks: [memory, new ParquetLog(path)] });
    const found = await query(`
      SELECT node, count(*), sum(value), count(*) FILTER (epoch < before), count(*) FILTER (value <> wanted)
      FROM (
        SELECT *, lag(epoch, 1, 0) OVER own AS before, lag(value, 1, value - 1) OVER own + 1 AS wanted
        FROM (SELECT *, file_row_number AS number FROM read_parquet('${path}', file_row_number = true))
        WINDOW own AS (PARTITION BY node, epoch ORDER BY number)
      ) GROUP BY node ORDER BY min(number)`);
    expect(found.map(([node, count, , early, wrong]) => [node, Number(count), Number(early), Number(wrong)])).toEqual(
      [0, 1, 2, 4].map((node) => [`clerk/${node}`, 4 * plan.values[node].length, 0, 0]),
    );
    for (const [node, , sum] of found)
      expect(sum).toBe(memory.records(String(node), 'a').values.reduce((total, value) => total + value, 0));
  });

  it('has the channels and the facts about the run as metadata, and the columns of the format', async () => {
    const path = join(folder, 'told.parquet');
    const [log, memory] = [new ParquetLog(path, { seed: 3, model: "o'clock" }), new MemoryLog()];
    const simulation = await open({ log: { sinks: [log, memory] } });
    await simulation.run({ until: 5 });
    await simulation.dispose();
    const metadata = await query(`SELECT decode(key), decode(value) FROM parquet_kv_metadata('${path}')`);
    const told = Object.fromEntries(metadata.map(([key, value]) => [key, JSON.parse(String(value))]));
    expect(told).toEqual({ channels: memory.channels, run: { seed: 3, model: "o'clock" } });
    const columns = await query(`DESCRIBE SELECT * FROM '${path}'`);
    expect(columns.map(([name, type]) => `${String(name)} ${String(type)}`)).toEqual([
      'node VARCHAR',
      'name VARCHAR',
      'epoch DOUBLE',
      'index INTEGER',
      'value DOUBLE',
    ]);
  });

  it('is already written by close, and only once', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    const log = new ParquetLog(join(own, 'log.parquet'));
    const simulation = await open({ log });
    simulation.until(4);
    await log.close();
    expect(await readdir(own)).toEqual(['log.parquet']);
    const before = await readFile(join(own, 'log.parquet'));
    await simulation.dispose();
    expect(await readFile(join(own, 'log.parquet'))).toEqual(before);
  });

  it('exists even if nothing is logged', async () => {
    const path = join(folder, 'empty.parquet');
    const simulation = await open({ log: { sinks: [new ParquetLog(path)], only: () => false } });
    simulation.until(4);
    await simulation.dispose();
    expect(await query(`SELECT * FROM '${path}'`)).toEqual([]);
  });

  it('is identical, byte for byte, from one worker, several workers, and spools of partitions', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    const file = (name: string): string => join(own, name);
    for (const workers of [1, 3]) {
      const log = new ParquetLog(file(`${workers}.parquet`), { seed: 3 });
      const simulation = await open({ log, workers });
      await simulation.run({ until: 60 });
      await simulation.dispose();
    }
    const transport = new InProcessTransport();
    const spools = [0, 1, 2].map((worker) => file(`${worker}.spool`));
    const parts = await Promise.all(
      spools.map((spool, worker) =>
        open({
          log: new SpoolLog(spool),
          partition: { worker, workers: 3 },
          providers: [{ token: Transport, useValue: transport }],
        }),
      ),
    );
    await Promise.all(parts.map((part) => part.run({ until: 60 })));
    await Promise.all(parts.map((part) => part.dispose()));
    await writeLog([spools[2], spools[0], spools[1]], { path: file('parts.parquet'), metadata: { seed: 3 } });
    const one = await readFile(file('1.parquet'));
    expect(one.equals(await readFile(file('3.parquet')))).toBe(true);
    expect(one.equals(await readFile(file('parts.parquet')))).toBe(true);
    expect(Number((await query(`SELECT count(*) FROM '${file('1.parquet')}'`))[0][0])).toBeGreaterThan(1000);
  });
});

it('is identical whatever was written before it or at the same time', async () => {
  const own = await mkdtemp(join(folder, 'own-'));
  const spools = await Promise.all(
    [5, 60].map(async (until) => {
      const spool = join(own, `${until}.spool`);
      const simulation = await open({ log: new SpoolLog(spool) });
      simulation.until(until);
      await simulation.dispose();
      return spool;
    }),
  );
  const write = async (spool: string, name: string): Promise<Buffer> => {
    const path = join(own, `${name}.parquet`);
    await writeLog([spool], { path });
    return readFile(path);
  };
  const [short, long] = [await write(spools[0], 'short'), await write(spools[1], 'long')];
  expect(short.equals(long)).toBe(false);
  const together = await Promise.all([write(spools[0], 'a'), write(spools[1], 'b'), write(spools[0], 'c')]);
  for (const [at, wanted] of [short, long, short].entries()) expect(together[at].equals(wanted)).toBe(true);
  expect((await write(spools[1], 'last')).equals(long)).toBe(true);
});

describe('a log that is being written', () => {
  const turns = (count: number) => async (): Promise<void> => {
    for (let turn = 0; turn < count; turn++) await immediate();
  };
  const partialIn = async (own: string): Promise<void> => {
    while (!(await readdir(own)).some((name) => name.includes('partial'))) await immediate();
  };

  it.each([
    ['at once', turns(0)],
    ['before its first block', turns(1)],
    ['between two blocks', turns(16)],
    ['in its last query', partialIn],
  ])('is given up %s, and leaves nothing', async (_, when) => {
    const own = await mkdtemp(join(folder, 'given-up-'));
    const spool = join(own, 'large.spool');
    const simulation = await open({ log: new SpoolLog(spool) });
    simulation.until(10_000);
    await simulation.dispose();
    const controller = new AbortController();
    const reason = new Error('no longer wanted');
    const written = writeLog([spool], { path: join(own, 'log.parquet'), signal: controller.signal });
    // Its error is checked below.
    written.catch(() => undefined);
    await when(own);
    controller.abort(reason);
    await expect(written).rejects.toBe(reason);
    expect(await readdir(own)).toEqual(['large.spool']);
  });
});

describe('a CSV log', () => {
  it('has a header and reads back as the in-memory log', async () => {
    const path = join(folder, 'log.csv');
    const memory = new MemoryLog();
    const simulation = await open({ log: { sinks: [memory, new CsvLog(path)] } });
    simulation.until(12);
    await simulation.dispose();
    const [header, ...lines] = (await readFile(path, 'utf8')).trim().split('\n');
    expect(header).toBe('node,name,epoch,index,value');
    const rows = lines.map((line) => line.split(','));
    expect(rows.map(([node, name, ...rest]) => [node, name, ...rest.map(Number)])).toEqual(rowsOf(memory));
  });
});
