import { existsSync } from 'node:fs';
import { link, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  DiscoError,
  injectable,
  Node,
  NodeContext,
  OnEvent,
  ScenarioBuilder,
  Simulation,
  type NodeClass,
  type SimulationOptions,
  DataLogger,
  type LogSink,
  MemoryLog,
  type SampleRecorder,
} from '@disco-engine/sdk';
import { CsvLog, ParquetLog } from '../../src/logs/file-log.js';
import { SpoolLog } from '../../src/logs/spool-log.js';
import { writeLog } from '../../src/logs/write-log.js';
import { modelOf } from '../../../model/test/model-of.js';
import { refusal } from '../../../model/test/refusal.js';
import { open, Shop } from '../../../model/test/logging/shop.js';

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'disco-log-errors-'))));
afterAll(async () => rm(folder, { recursive: true, force: true }));

const scenario = new ScenarioBuilder().vertex('teller', 't').build();

function create(node: NodeClass, options: Partial<SimulationOptions> = {}): Promise<Simulation> {
  return Simulation.create(modelOf({ simprocs: ['tick'], nodes: [node] }), { scenario, ...options });
}

/** A node that uses its logger in its constructor. */
function teller(act: (log: DataLogger) => void): NodeClass {
  @Node('teller')
  class Teller {
    constructor(log: DataLogger) {
      act(log);
    }
    @OnEvent('tick')
    tick(): void {}
  }
  return Teller;
}

/** The code of the error that kept a node from being created. */
async function causeOf(act: (log: DataLogger) => void, options?: Partial<SimulationOptions>): Promise<string> {
  const { code, cause } = await refusal(() => create(teller(act), options));
  return cause instanceof DiscoError ? `${code} ${cause.code}` : code;
}

/** Records a lot, and swallows errors on request. */
@Node('teller')
class Chatty {
  private readonly said: SampleRecorder;
  constructor(
    log: DataLogger,
    private readonly context: NodeContext,
  ) {
    this.said = log.series('said');
  }
  @OnEvent('tick')
  tick(): void {
    try {
      for (let value = 0; value < 1000; value++) this.said.record(value);
    } catch (error) {
      if (!quiet) throw error;
    }
    this.context.wakeup(this.context.epoch + 1);
  }
}
let quiet = false;

/** Whether the disk has no space left. */
let full = false;
vi.mock('node:fs', async (original) => {
  const fs = await original<typeof import('node:fs')>();
  const writeSync = (descriptor: number, bytes: Uint8Array, from: number): number => {
    if (full) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    return fs.writeSync(descriptor, bytes, from);
  };
  return { ...fs, writeSync };
});
afterEach(() => (full = false));

function failing(at: 'open' | 'begin' | 'take' | 'close'): LogSink {
  const fail = (step: string) => (): void => {
    if (step === at) throw new Error(`no ${step}`);
  };
  return {
    name: 'broken',
    file: 'x.log',
    open: fail('open'),
    begin: fail('begin'),
    take: fail('take'),
    close: fail('close'),
    abandon: () => {},
  };
}

describe('a data logger', () => {
  it('rejects a repeated name, with and without a log', async () => {
    const twice = (log: DataLogger): void => void [log.tally('a'), log.series('a')];
    expect(await causeOf(twice)).toBe('NODE_FAILED LOG_NAME_TAKEN');
    expect(await causeOf(twice, { log: new MemoryLog() })).toBe('NODE_FAILED LOG_NAME_TAKEN');
  });

  it('rejects a name that another part of the same node has taken', async () => {
    @injectable()
    class Desk {
      constructor(log: DataLogger) {
        log.tally('a');
      }
    }
    @Node('teller')
    class Two {
      constructor(log: DataLogger, _desk: Desk) {
        log.tally('a');
      }
      @OnEvent('tick')
      tick(): void {}
    }
    expect((await refusal(() => create(Two))).cause).toMatchObject({ code: 'LOG_NAME_TAKEN' });
  });

  it('rejects a channel during the run', async () => {
    for (const log of [undefined, new MemoryLog()]) {
      const simulation = await open({ log });
      const error = await refusal(() => simulation.node('shop/s1', Shop).log.tally('late'));
      expect(error.code).toBe('LOG_TOO_LATE');
      expect(error.place.node).toBe('shop/s1');
    }
  });

  it('rejects channels that make no sense', async () => {
    const acts: ((log: DataLogger) => void)[] = [
      (log) => log.tally(''),
      (log) => log.histogram('h', { edges: [1] }),
      (log) => log.histogram('h', { edges: [1, 1] }),
      (log) => log.histogram('h', { edges: [0, NaN] }),
      (log) => log.state('s', { states: [] }),
      (log) => log.state('s', { states: ['a', 'a'] }),
      (log) => log.vector('v').record(new Float64Array(2)),
    ];
    for (const act of acts) expect(await causeOf(act)).toBe('NODE_FAILED ARGUMENT_INVALID');
  });

  it('rejects an undeclared state, with and without a log', async () => {
    const enter = (log: DataLogger): void => log.state('s', { states: ['a'] as readonly string[] }).enter('b');
    expect(await causeOf(enter)).toBe('NODE_FAILED STATE_UNKNOWN');
    expect(await causeOf(enter, { log: new MemoryLog() })).toBe('NODE_FAILED STATE_UNKNOWN');
  });

  it('is not available to a provider', async () => {
    @injectable()
    class Shared {
      constructor(readonly log: DataLogger) {}
    }
    @Node('teller')
    class Sharing {
      constructor(readonly shared: Shared) {}
      @OnEvent('tick')
      tick(): void {}
    }
    const providers = [{ token: Shared, useClass: Shared }];
    // tsyringe wraps SERVICE_OF_NODE in its own error.
    expect((await refusal(() => create(Sharing, { providers }))).message).toContain('a provider asked for');
  });
});

describe('a log', () => {
  it('rejects a second run, an invalid warm-up, and unknown channels', async () => {
    const log = new MemoryLog();
    await open({ log });
    expect((await refusal(() => open({ log }))).code).toBe('LOG_IN_USE');
    for (const warmup of [-1, NaN, Infinity])
      expect((await refusal(() => open({ log: { sinks: [], warmup } }))).code).toBe('ARGUMENT_INVALID');
    const error = await refusal(() => log.records('shop/s0', 'stocks'));
    expect(error.code).toBe('CHANNEL_UNKNOWN');
    expect(error.message).toContain('stock');
  });

  it.each(['open', 'begin'] as const)('that fails in %s prevents the run', async (at) => {
    const error = await refusal(() => create(Chatty, { log: failing(at) }));
    expect(error.code).toBe('LOG_FAILED');
    expect(error.message).toContain(`'broken' failed to x.log: no ${at}`);
    expect(error.place.file).toBe('x.log');
  });

  it.each([false, true])(
    'that fails ends the run, whether or not its handler catches the error (%s)',
    async (catches) => {
      quiet = catches;
      const simulation = await create(Chatty, { log: failing('take') });
      expect((await refusal(() => simulation.until(200))).code).toBe('LOG_FAILED');
      expect((await refusal(() => simulation.until(300))).code).toBe('LOG_FAILED');
      expect((await refusal(() => simulation.run({ until: 400 }))).code).toBe('LOG_FAILED');
      expect((await refusal(() => simulation.dispose())).code).toBe('LOG_FAILED');
    },
  );

  it('that cannot be closed is reported by dispose, and the other log is closed', async () => {
    const file = join(folder, 'other.csv');
    const simulation = await create(Chatty, { log: { sinks: [failing('close'), new CsvLog(file)] } });
    simulation.until(2);
    expect((await refusal(() => simulation.dispose())).code).toBe('LOG_FAILED');
    expect(existsSync(file)).toBe(true);
  });

  it.each([
    ['ParquetLog', (path: string) => new ParquetLog(path)],
    ['CsvLog', (path: string) => new CsvLog(path)],
    ['SpoolLog', (path: string) => new SpoolLog(path)],
  ])('%s in a folder that is not there, or that cannot be written to, lets no run begin', async (_, make) => {
    await writeFile(join(folder, 'plain'), '');
    for (const path of [join(folder, 'nowhere', 'log'), join(folder, 'plain', 'log')]) {
      const error = await refusal(() => open({ log: make(path) }));
      expect(error.code).toBe('LOG_FAILED');
      expect(error.place.file).toBe(path);
    }
  });

  it('on a full disk ends the run', async () => {
    quiet = false;
    const file = join(folder, 'full.log');
    const simulation = await create(Chatty, { log: new SpoolLog(file) });
    full = true;
    const error = await refusal(() => simulation.until(200));
    expect(error.code).toBe('LOG_FAILED');
    expect(error.message).toContain('ENOSPC');
    expect(error.place.file).toBe(file);
  });

  it('neither writes a spool through a link nor removes the link', async () => {
    const [target, symbolic, hard] = ['precious.txt', 'symbolic.log', 'hard.log'].map((name) => join(folder, name));
    await writeFile(target, 'precious');
    await symlink(target, symbolic);
    await link(target, hard);
    const error = await refusal(() => open({ log: new SpoolLog(symbolic) }));
    expect(error.code).toBe('LOG_FAILED');
    expect(error.message).toContain('it is a link, a folder or a device');
    expect(await readdir(folder)).toContain('symbolic.log');
    const simulation = await open({ log: new SpoolLog(hard) });
    simulation.until(2);
    await simulation.dispose();
    expect(await readFile(target, 'utf8')).toBe('precious');
  });

  it('leaves no file of a run that could not be created', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    const fail = teller(() => {
      throw new Error('no teller');
    });
    await refusal(() => create(fail, { log: new ParquetLog(join(own, 'log.parquet')) }));
    expect(await readdir(own)).toEqual([]);
  });

  it('whose target cannot be created reports it, and leaves no spool', async () => {
    const own = await mkdtemp(join(folder, 'own-'));
    const simulation = await create(Chatty, { log: new ParquetLog(own) });
    simulation.until(3);
    const error = await refusal(() => simulation.dispose());
    expect(error.code).toBe('LOG_FAILED');
    expect(error.place.file).toBe(own);
    expect(await readdir(join(own, '..'))).not.toContainEqual(expect.stringMatching(/spool|partial/));
  });

  it('that was closed accepts no more records', async () => {
    const log = new CsvLog(join(folder, 'closed.csv'));
    quiet = false;
    const simulation = await create(Chatty, { log });
    simulation.until(2);
    await log.close();
    expect((await refusal(() => simulation.until(200))).code).toBe('LOG_FAILED');
  });

  it.each(['open', 'begin', 'take', 'close'] as const)(
    'that fails in %s is dropped on request, and the run and its other logs are complete',
    async (step) => {
      quiet = false;
      const [memory, alone] = [new MemoryLog(), new MemoryLog()];
      const plain = await create(Chatty, { log: alone });
      const log = { sinks: [failing(step), memory], onFailure: 'summary' } as const;
      const simulation = await create(Chatty, { log });
      for (const one of [plain, simulation]) {
        one.until(200);
        await one.dispose();
      }
      expect(simulation.logFailures).toHaveLength(1);
      expect(simulation.logFailures[0]).toMatchObject({ code: 'LOG_FAILED', place: { file: 'x.log' } });
      expect(simulation.logFailures[0].message).toContain(`no ${step}`);
      expect(plain.logFailures).toEqual([]);
      expect(simulation.digest).toBe(plain.digest);
      expect(simulation.summaries()).toEqual(plain.summaries());
      expect(memory.records('teller/t', 'said').values.length).toBe(alone.records('teller/t', 'said').values.length);
    },
  );

  it('on a full disk is dropped on request', async () => {
    quiet = false;
    const sinks = [new SpoolLog(join(folder, 'dropped.log'))];
    const simulation = await create(Chatty, { log: { sinks, onFailure: 'summary' } });
    full = true;
    simulation.until(200);
    await simulation.dispose();
    expect(simulation.logFailures.map(({ message }) => message)).toEqual([expect.stringContaining('ENOSPC')]);
    expect(simulation.summaries()[0].count).toBe(200_000);
  });

  it('rejects invalid spools, and two of the same part', async () => {
    const [none, part] = [join(folder, 'none.spool'), join(folder, 'part.spool')];
    await writeFile(none, 'this is not what a spool file looks like');
    const simulation = await open({ log: new SpoolLog(part) });
    simulation.until(2);
    await simulation.dispose();
    const path = join(folder, 'log.parquet');
    expect((await refusal(() => writeLog([none], { path }))).code).toBe('SPOOL_INVALID');
    expect((await refusal(() => writeLog([part, part], { path }))).code).toBe('SPOOL_INVALID');
    expect(existsSync(path)).toBe(false);
  });
});
