import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { from, merge, type Observable } from 'rxjs';
import { describe, expect, it, vi } from 'vitest';
import { ObservationPoint, type DiscoError } from '@disco-engine/kernel';
import type { Simulation } from '@disco-engine/sdk';
import { ObservableLog } from '../../src/logging/observable-log.js';
import { between } from '../../src/observation/between.js';
import type { ObservedRecord } from '../../src/observation/observed-record.js';
import { ofNodes } from '../../src/observation/of-nodes.js';
import { toLog, type RecordLevel } from '../../src/observation/to-log.js';
import { open } from '../logging/shop.js';
import { openMarket } from './market.js';

type NodeRecord = Extract<ObservedRecord, { simproc: string }>;

/** A console that writes to memory. */
function consoleInMemory(): { console: Console; out: () => string[]; err: () => string[] } {
  const [out, err] = [new Lines(), new Lines()];
  return { console: new Console(out, err), out: () => out.take(), err: () => err.take() };
}

class Lines extends Writable {
  #text = '';

  override _write(chunk: unknown, _encoding: string, done: () => void): void {
    this.#text += String(chunk);
    done();
  }

  take(): string[] {
    const lines = this.#text.split('\n').slice(0, -1);
    this.#text = '';
    return lines;
  }
}

/** The output of pino, without what differs between machines. */
function pinoInMemory(level = 'info'): { logger: pino.Logger; lines: string[] } {
  const lines: string[] = [];
  const logger = pino({ level, base: null, timestamp: false }, { write: (line) => lines.push(line) });
  return { logger, lines };
}

function everything({ activations, sends, wakeups, promises }: Simulation): Observable<NodeRecord> {
  return merge(activations, sends, wakeups, promises);
}

function written(record: ObservedRecord, level: RecordLevel = 'info'): unknown {
  const { logger, lines } = pinoInMemory('trace');
  from([record]).subscribe(toLog(logger, level));
  return lines.map((line) => JSON.parse(line) as unknown)[0];
}

function consoleLine(record: ObservedRecord): string {
  const { console, out } = consoleInMemory();
  toLog(console).next(record);
  return out().join('\n');
}

const port = { node: 'shop/Main', simproc: 'order', epoch: 12 };
const event = { payload: { n: 3 }, epoch: 12, sender: 'depot/A', simproc: 'supply', counter: 7 };

describe('records in pino', () => {
  it('are structured fields, with the kind of the record as the message', async () => {
    const simulation = await openMarket(1);
    const { logger, lines } = pinoInMemory();
    everything(simulation).subscribe(toLog(logger.child({ run: 7 })));
    simulation.states.subscribe(toLog(logger));
    simulation.until(0.1);
    expect(lines.map((text) => JSON.parse(text) as unknown)).toMatchObject([
      { level: 30, state: 'running', epoch: 0, msg: 'state' },
      { run: 7, node: 'shop/S0', simproc: 'order', epoch: 0, payload: { piece: 0 }, msg: 'send' },
      { node: 'shop/S0', epoch: 0, until: expect.any(Number), hard: false, msg: 'wakeup' },
      { node: 'shop/S0', simproc: 'order', epoch: 0, until: 0.25, msg: 'promise' },
      { node: 'shop/S0', simproc: 'order', epoch: 0, events: [], msg: 'activation' },
      { node: 'depot/D0', simproc: 'order', target: { node: 'shop/S0', simproc: 'supply' }, msg: 'send' },
      { node: 'depot/D0', events: [{ payload: { piece: 0 }, sender: 'shop/S0', counter: 0 }], msg: 'activation' },
      { node: 'shop/S0', simproc: 'supply', epoch: 0, events: [], msg: 'activation' },
      { state: 'ready', epoch: 0, msg: 'state' },
    ]);
  });

  it('go to the method of the chosen level, and cost no fields if it is off', () => {
    expect(written({ ...port, events: [] }, 'debug')).toMatchObject({ level: 20, msg: 'activation' });
    const { logger, lines } = pinoInMemory('info');
    const looked = vi.fn<() => string>(() => 'shop/Main');
    const record = Object.defineProperty({ ...port, events: [] }, 'node', { get: looked, enumerable: true });
    toLog(logger, 'debug').next(record);
    expect([lines, looked.mock.calls]).toEqual([[], []]);
    toLog(logger).next(record);
    expect(lines).toHaveLength(1);
  });

  it('keep payloads that JSON cannot represent', () => {
    const payload = {
      list: [new Map([['a', 1n]]), new Set(['b'])],
      typed: Float64Array.of(1, NaN),
      at: new Date(0),
      none: null,
      __proto__: null,
    };
    expect(written({ ...port, target: { ...port, epoch: 13 }, payload })).toMatchObject({
      payload: { list: [[['a', '1']], ['b']], typed: [1, 'NaN'], at: '1970-01-01T00:00:00.000Z', none: null },
    });
  });

  it('are the same, line by line, in each run, however it is split', async () => {
    const lines = async (drive: (simulation: Simulation) => unknown): Promise<string[]> => {
      const simulation = await openMarket(4);
      const log = pinoInMemory();
      everything(simulation).subscribe(toLog(log.logger));
      await drive(simulation);
      return log.lines;
    };
    const whole = await lines((simulation) => simulation.until(10));
    expect(whole.length).toBeGreaterThan(200);
    expect(await lines((simulation) => simulation.run({ until: 10 }))).toEqual(whole);
    const split = await lines((simulation) => {
      for (let step = 0; step < 50; step++) simulation.step();
      return simulation.run({ until: 7 }).then(() => simulation.until(10));
    });
    expect(split).toEqual(whole);
  });
});

describe('records on the console', () => {
  it('are one readable line each', () => {
    const target = { node: 'depot/A', simproc: 'supply', epoch: 14 };
    expect(consoleLine({ ...port, events: [] })).toBe('12 shop/Main/order wakes up');
    expect(consoleLine({ ...port, events: [event, { ...event, payload: 'a\nb', epoch: 11 }] })).toBe(
      String.raw`12 shop/Main/order receives { n: 3 } from depot/A/supply, 'a\nb' from depot/A/supply, due 11`,
    );
    expect(consoleLine({ ...port, target, payload: 3 })).toBe('12 shop/Main/order sends 3 to depot/A/supply for 14');
    expect(consoleLine({ ...port, until: 13.5, hard: false })).toBe('12 shop/Main/order will wake up at 13.5');
    expect(consoleLine({ ...port, until: 13, hard: true })).toBe('12 shop/Main/order will sleep until 13');
    expect(consoleLine({ ...port, until: 13 })).toBe('12 shop/Main/order promises nothing to any node before 13');
    expect(consoleLine({ ...port, until: 13, target })).toBe(
      '12 shop/Main/order promises nothing to depot/A/supply before 13',
    );
    expect(consoleLine({ state: 'finished', epoch: 12 })).toBe('12 the run is finished');
    expect(consoleLine({ node: 'shop/Main', name: 'stock', epoch: 12, index: 0, value: 5 })).toBe(
      '12 shop/Main logs stock[0] 5',
    );
  });

  it('are truncated if a batch or a payload is long', () => {
    const events = Array.from({ length: 13 }, () => ({ ...event, payload: new Float64Array(500) }));
    const text = consoleLine({ ...port, events });
    expect(text).toMatch(/490 more items.*, and 3 more$/);
    expect(text).not.toContain('\n');
    expect(text.length).toBeLessThan(1200);
    expect(consoleLine({ ...port, target: port, payload: 'x'.repeat(1000) }).length).toBeLessThan(150);
  });

  it('go to stderr from warn on, and never with a stack', () => {
    const { console, out, err } = consoleInMemory();
    for (const level of ['trace', 'debug', 'info', 'warn', 'error'] as const)
      toLog(console, level).next({ state: 'ready', epoch: 1 });
    expect([out(), err()].map((lines) => lines.length)).toEqual([3, 2]);
  });

  it('also come from the console of the process', () => {
    const info = vi.spyOn(console, 'info').mockReturnValue();
    toLog(console).next({ state: 'ready', epoch: 1 });
    expect(info.mock.calls).toEqual([['1 the run is ready']]);
    info.mockRestore();
  });

  it('may also come from an observable log', async () => {
    const log = new ObservableLog();
    const simulation = await open({ log });
    const { console, out } = consoleInMemory();
    log.points.pipe(ofNodes('shop/s1'), between(1, 2)).subscribe(toLog(console));
    simulation.until(3);
    const lines = out();
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.every((text) => /^1(\.\d+)? shop\/s1 logs \w+\[\d\] [-\d.]+$/.test(text))).toBe(true);
    expect(await open().then((plain) => (plain.until(3), plain.digest))).toBe(simulation.digest);
  });
});

describe('a run that is logged', () => {
  it('has the same digest as one that is not, however it is driven', async () => {
    const plain = await openMarket(4);
    plain.until(10);
    const { logger, lines } = pinoInMemory();
    const logged = await openMarket(4);
    everything(logged).subscribe(toLog(logger));
    logged.step();
    await logged.run({ until: 6 });
    logged.until(10);
    expect(logged.digest).toBe(plain.digest);
    expect(lines.length).toBeGreaterThan(logged.activationCount);
  });

  it('makes no records before the first subscription or after the last one has ended', async () => {
    const simulation = await openMarket(4);
    const emitted = vi.spyOn(ObservationPoint.prototype, 'emit');
    const records = (): number => emitted.mock.calls.filter(([value]) => !('state' in (value as object))).length;
    const filtered = everything(simulation).pipe(ofNodes('shop/*'));
    simulation.until(2);
    expect(records()).toBe(0);
    const subscription = filtered.subscribe(toLog(pinoInMemory().logger));
    simulation.until(4);
    const seen = records();
    expect(seen).toBeGreaterThan(20);
    subscription.unsubscribe();
    simulation.until(6);
    expect(records()).toBe(seen);
    emitted.mockRestore();
  });

  it('continues if the logger throws: that log ends with one warning, and others continue', async () => {
    const warned = vi.spyOn(process, 'emitWarning').mockReturnValue();
    const plain = await openMarket(2);
    plain.until(10);
    const simulation = await openMarket(2);
    const calls: string[] = [];
    const broken = {
      info: (_fields: object, message: string): void => {
        calls.push(message);
        if (calls.length === 3) throw new Error('disk full');
      },
    };
    const { logger, lines } = pinoInMemory();
    simulation.activations.subscribe(toLog(broken));
    simulation.activations.subscribe(toLog(logger));
    await simulation.run({ until: 10 });
    expect(simulation.digest).toBe(plain.digest);
    expect([calls.length, lines.length]).toEqual([3, simulation.activationCount]);
    expect(warned).toHaveBeenCalledTimes(1);
    const warning = warned.mock.calls[0][0] as DiscoError;
    warned.mockRestore();
    expect(warning).toMatchObject({ code: 'LOGGER_FAILED', place: { epoch: 0 }, cause: { message: 'disk full' } });
    expect(warning.message).toBe(
      'a logger threw at the activation of epoch 0 and gets no more records; the run goes on: disk full',
    );
  });

  it('may have one log for several observables', async () => {
    const simulation = await openMarket(1);
    const { logger, lines } = pinoInMemory();
    const log = toLog(logger);
    const first = simulation.activations.subscribe(log);
    simulation.states.subscribe(log);
    simulation.until(1);
    first.unsubscribe();
    const before = lines.length;
    simulation.until(2);
    expect(lines.slice(before).map((text) => (JSON.parse(text) as { msg: string }).msg)).toEqual(['state', 'state']);
  });
});

describe('the types', () => {
  it('require of a logger only the method that is used', () => {
    toLog({ warn: () => {} }, 'warn');
    // @ts-expect-error -- it has no `info`
    toLog({ warn: () => {} });
    // @ts-expect-error -- a function of a line alone is not a structured logger
    toLog({ info: (text: string) => text.length });
    expect.assertions(0);
  });

  it('refuse states where nodes are expected', async () => {
    const { states } = await openMarket(1);
    // @ts-expect-error -- a state has no node
    const nothing = states.pipe(ofNodes('shop/*'));
    const seen = vi.fn<() => void>();
    nothing.subscribe(seen);
    expect(seen).not.toHaveBeenCalled();
  });
});
