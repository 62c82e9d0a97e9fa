import { RandomStreams } from '@disco-engine/kernel';
import { distributions, Simulation } from '@disco-engine/sdk';
import { describe, expect, it } from 'vitest';
import { readCoverageArguments } from '../../src/bench/coverage/coverage-arguments.js';
import { coverageReport, coverageTable } from '../../src/bench/coverage/coverage-report.js';
import { fixedCoverage, runCoverage, sequentialCoverage } from '../../src/bench/coverage/coverage-tables.js';
import { measureCoverage } from '../../src/bench/coverage/measure-coverage.js';
import { Desk, Queue, queueScenario, trueMeanWait } from '../../src/bench/coverage/queue.js';

describe('the coverage of intervals', () => {
  const study = readCoverageArguments([
    '--experiments',
    '30',
    '--replications',
    '10',
    '--customers',
    '300',
    '--warmup',
    '200',
  ]);

  it('of a few experiments is close to the requested level', async () => {
    const coverage = await measureCoverage(study);
    const { covered, below, above, share, truth, mean, relativeHalfWidth } = coverage;
    expect(truth).toBe(1);
    expect(covered + below + above).toBe(30);
    expect(share).toBe(covered / 30);
    // At most 24 of 30 have a probability below 0.004 at 95 %.
    expect(covered).toBeGreaterThanOrEqual(25);
    // A replication has a deviation of about √(29 / 300), from the variance of the mean wait in an M/M/1 queue.
    expect(Math.abs(mean - truth)).toBeLessThan(4 * Math.sqrt(29 / 300 / 300));
    expect(relativeHalfWidth).toBeGreaterThan(0.15);
    expect(relativeHalfWidth).toBeLessThan(0.3);
    const report = coverageReport(study, coverage, 1);
    expect(report).toContain(`in ${covered} of 30 experiments`);
    expect(report).toContain('master seeds 1 to 30, 10 replications each');
    expect(report).toContain('target: 93 to 97 %: needs 1000 experiments');
    const many = { ...study, experiments: 1000 };
    expect(coverageReport(many, { ...coverage, share: 0.95 }, 1)).toContain('%: ok');
    expect(coverageReport(many, { ...coverage, share: 0.92 }, 1)).toContain('%: MISSED');
    expect(await measureCoverage(study)).toEqual(coverage);
  });

  it('is measured on a queue that follows the recursion of Lindley', async () => {
    const parameters = { ...study.parameters, warmup: 3, measured: 50 };
    const simulation = await Simulation.create(Queue, { scenario: queueScenario, parameters, seed: 7 });
    simulation.until(Infinity);
    const streams = new RandomStreams({ masterSeed: 7, replication: 0 });
    const interval = distributions.exponential(streams.open('door/street', ''), { mean: 1 / parameters.arrivalRate });
    const service = distributions.exponential(streams.open('desk/clerk', ''), { mean: 1 / parameters.serviceRate });
    interval.sample();
    let wait = 0;
    let sum = 0;
    for (let customer = 0; customer < 53; customer++) {
      if (customer >= 3) sum += wait;
      wait = Math.max(0, wait + service.sample() - interval.sample());
    }
    expect(simulation.node('desk/clerk', Desk).meanWait).toBeCloseTo(sum / 50, 10);
    expect(trueMeanWait(parameters)).toBe(1);
    await simulation.dispose();
  });
});

describe('the tables of coverage', () => {
  it('agree with theory for ten values', () => {
    const rows = new Map(fixedCoverage(400).map((row) => [row.what, row]));
    // Four standard deviations of a binomial (400, 0.95) are 17.
    expect(Math.abs((rows.get('normal')?.covered ?? NaN) - 380)).toBeLessThan(17);
    // None in ten, which gives 0 ± 0, has the probability 0.98^10 = 0.817; one is enough for 0 to 0.33.
    const rare = rows.get('rare thing, 0.02');
    expect(Math.abs((rare?.covered ?? NaN) - 400 * (1 - 0.98 ** 10))).toBeLessThan(31);
    expect(rare).toMatchObject({ count: 10, intervals: 400, warned: 400, silent: 0 });
  });

  it('count every interval of a stop and of a run', () => {
    const rows = [...sequentialCoverage(4, [10]), ...runCoverage(4)];
    expect(rows).toHaveLength(7 + 26);
    for (const { covered, warned, silent, intervals, count } of rows) {
      expect(covered + warned + silent).toBeGreaterThanOrEqual(intervals);
      expect(silent).toBeLessThanOrEqual(intervals - covered);
      expect(count).toBeGreaterThanOrEqual(10);
    }
    const table = coverageTable('Stops', rows.slice(0, 1));
    expect(table).toMatch(/^\nStops\n +count  covers %.*\nnormal, minimum 10 +1\d +\d+\.0 +\d+\.0 +\d+\.0 +4$/);
  });
});

describe('its command line', () => {
  it('is parsed, with defaults for what is omitted', () => {
    expect(readCoverageArguments([])).toMatchObject({ experiments: 1000, replications: 20, seed: 1 });
    const { seed, parameters } = readCoverageArguments(['--seed', '9', '--warmup=0', '--customers', '5']);
    expect([seed, parameters.warmup, parameters.measured]).toEqual([9, 0, 5]);
  });

  it('is refused with all of its problems', () => {
    expect(() => readCoverageArguments(['--replications', '1'])).toThrow(
      "--replications takes a whole number of 2 or more, not '1'",
    );
    expect(() => readCoverageArguments(['--experiments', '1e3'])).toThrow("not '1e3'");
    expect(() => readCoverageArguments(['--nothing'])).toThrow('--nothing');
    expect(() => readCoverageArguments(['more'])).toThrow('more');
  });
});
