import { InvalidInputError } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { readArguments } from '../../src/bench/arguments.js';
import type { Benchmark } from '../../src/bench/benchmark.js';
import { measure } from '../../src/bench/harness.js';
import { referenceBenchmark } from '../../src/bench/reference-benchmark.js';
import { ReferencePhold } from '../../src/bench/reference-phold.js';
import { StreamsPhold } from '../../src/bench/streams-phold.js';
import { cacheCurve, cacheFigures } from '../../src/bench/cache-curve.js';
import { jsonLine } from '../../src/bench/report.js';

describe.each([
  ['the reference loop', ReferencePhold],
  ['the loop with a stream per process', StreamsPhold],
])('%s', (_, Loop) => {
  const size = { processes: 8, eventsPerProcess: 3 };

  it('handles each event once, at processes drawn uniformly', () => {
    const loop = new Loop(size, 7);
    loop.run(80_000);
    expect(loop.handled.reduce((sum, count) => sum + count)).toBe(80_000);
    // Six standard deviations of a binomial (80000, 1/8) are 561.
    for (const count of loop.handled) expect(Math.abs(count - 10_000)).toBeLessThan(561);
  });

  it('never goes back in time, and advances at the rate that the delays imply', () => {
    const loop = new Loop(size, 7);
    let epoch = 0;
    for (let event = 0; event < 24_000; event++) {
      expect(loop.epoch).toBeGreaterThanOrEqual(epoch);
      epoch = loop.epoch;
      loop.run(1);
    }
    // 1000 delays of mean 1 and deviation 0.9 for each of the 24 events: six deviations of their mean are 0.035.
    expect(Math.abs(epoch / 1000 - 1)).toBeLessThan(0.035);
  });

  it('gives the same result in one run as in parts', () => {
    const [whole, parts] = [new Loop(size, 7), new Loop(size, 7)];
    whole.run(1000);
    for (let part = 0; part < 10; part++) parts.run(100);
    expect(parts).toEqual(whole);
  });
});

describe('the harness', () => {
  const effort = { rounds: 3, events: 20_000 };

  it('prepares each round separately, and reports a readable result', async () => {
    const prepared: string[] = [];
    const counting: Benchmark = {
      ...referenceBenchmark,
      name: 'counting',
      prepare(config, events) {
        prepared.push(config);
        return { run: () => events, figures: () => ({ rounds: prepared.length }) };
      },
    };
    const measurement = await measure(counting, 'c', effort);
    expect(prepared).toEqual(['c', 'c', 'c', 'c']);
    expect(JSON.parse(jsonLine(measurement))).toMatchObject({ name: 'counting', config: 'c', rounds: 4 });
    expect(measurement.ratioLow).toBeLessThanOrEqual(measurement.ratio);
    expect(measurement.ratioHigh).toBeGreaterThanOrEqual(measurement.ratio);
  });

  it('runs the same work without the engine before and after each round, and counts its events', async () => {
    const order: string[] = [];
    const busy: Benchmark = {
      ...referenceBenchmark,
      prepare: () => ({
        run: () => (order.push('run'), spend(20), 40_000),
        withoutEngine: () => () => (order.push('without'), spend(5)),
      }),
    };
    const { eventsPerSecond, referenceEventsPerSecond } = await measure(busy, 'a', effort);
    expect(order).toEqual(Array.from({ length: 4 }, () => ['without', 'run', 'without']).flat());
    expect(referenceEventsPerSecond).toBeLessThanOrEqual(8_000_000);
    expect(eventsPerSecond).toBeLessThanOrEqual(2_000_000);
  });

  it('refuses a round with too few events, and an unknown configuration', async () => {
    const lazy: Benchmark = { ...referenceBenchmark, prepare: () => ({ run: () => 19_999 }) };
    await expect(measure(lazy, 'a', effort)).rejects.toThrow('processed 19999 events');
    await expect(measure(lazy, 'toString', effort)).rejects.toThrow("no configuration 'toString'");
  });
});

/** Keeps the thread busy for at least so many milliseconds. */
function spend(milliseconds: number): void {
  const end = performance.now() + milliseconds;
  while (performance.now() < end);
}

describe('the cache', () => {
  it('ends where reads take half as long as beyond it', () => {
    const curve = [
      { kilobytes: 1024, nanoseconds: 5 },
      { kilobytes: 4096, nanoseconds: 20 },
      { kilobytes: 16384, nanoseconds: 60 },
      { kilobytes: 65536, nanoseconds: 100 },
    ];
    expect(cacheFigures(curve)).toEqual({ cacheMB: 4, nsInCache: 20, nsBeyond: 100 });
    expect(cacheFigures(curve.slice(3))).toEqual({ cacheMB: 0, nsInCache: 'none', nsBeyond: 100 });
  });

  it('is measured by dependent reads', () => {
    const curve = cacheCurve([4, 64]);
    expect(curve.map(({ kilobytes }) => kilobytes)).toEqual([4, 64]);
    for (const { nanoseconds } of curve) expect(nanoseconds).toBeGreaterThan(0);
  });
});

describe('the command line', () => {
  it('is parsed', () => {
    expect(readArguments(['--json', '--only', 'x', '--only=y', '--rounds', '7'], ['x', 'y'])).toEqual({
      json: true,
      only: ['x', 'y'],
      rounds: 7,
    });
  });

  it('is refused with all of its problems', () => {
    const read = () => readArguments(['--jsn', '--only', 'z', '--rounds', '0', 'more'], ['x', 'y']);
    expect(read).toThrow(InvalidInputError);
    expect(read).toThrow(/--jsn[^]*'more'[^]*'z'[^]*'0'/);
    const codes = ['OPTION_UNKNOWN', 'ARGUMENT_UNEXPECTED', 'BENCHMARK_UNKNOWN', 'ROUNDS_INVALID'];
    const problems = codes.map((code) => expect.objectContaining({ code }) as unknown);
    expect(read).toThrow(expect.objectContaining({ code: 'ARGUMENTS_REFUSED', problems }));
    expect(() => readArguments(['--rounds'], [])).toThrow('--rounds takes a value');
    expect(() => readArguments(['--json=no'], [])).toThrow('--json takes no value');
  });
});
