import { describe, expect, it } from 'vitest';
import { batchMeans, steadyStateMean } from '../src/index.js';
import { spacedBatches } from '../src/spaced-batches.js';
import { stream } from './naive.js';
import { autoregression, exponential, waits } from './processes.js';

interface Counts {
  readonly covered: number;
  readonly warned: number;
  /** Missed without a warning. */
  readonly silent: number;
}

function count(
  runs: number,
  truth: number,
  interval: (run: number) => {
    readonly lower?: number | undefined;
    readonly upper?: number | undefined;
    readonly warning: string | undefined;
  },
): Counts {
  const counts = { covered: 0, warned: 0, silent: 0 };
  for (let run = 0; run < runs; run++) {
    const { lower = NaN, upper = NaN, warning } = interval(run);
    const covers = lower <= truth && truth <= upper;
    if (covers) counts.covered += 1;
    if (warning !== undefined) counts.warned += 1;
    else if (!covers) counts.silent += 1;
  }
  return counts;
}

// Binomial (200, 0.95): fewer than 178 has a probability below 5e-4; (100, 0.95): fewer than 86, below 5e-4.
describe('the steady-state mean', () => {
  it('is covered for an autoregression with φ = 0.9 and 10,000 values', () => {
    const counts = count(200, 0, (run) => steadyStateMean(autoregression(stream(`ar ${run}`), 10_000, 0.9)));
    expect(counts.covered).toBeGreaterThanOrEqual(178);
    expect(counts.warned).toBe(0);
  });

  it('is covered for the waits of an M/M/1 queue at a utilization of 0.9, if there are 100,000', () => {
    const counts = count(100, 9, (run) => steadyStateMean(waits(stream(`mm1 ${run}`), 100_000, 0.9)));
    expect(counts.covered).toBeGreaterThanOrEqual(86);
    expect(counts.warned).toBeLessThan(10);
  });

  it('is covered for independent exponential values, and few of the shortest runs get a warning', () => {
    const counts = count(200, 1, (run) => {
      const random = stream(`independent ${run}`);
      return steadyStateMean(Float64Array.from({ length: 1280 }, () => exponential(random)));
    });
    expect(counts.covered).toBeGreaterThanOrEqual(178);
    expect(counts.warned).toBeLessThan(10);
  });

  it('has a warning if the run is too short: φ = 0.99 and 1,280 values, a queue and 10,000', () => {
    const short = count(100, 0, (run) => steadyStateMean(autoregression(stream(`short ${run}`), 1280, 0.99)));
    expect(short.warned).toBe(100);
    const queue = count(50, 9, (run) => steadyStateMean(waits(stream(`queue ${run}`), 10_000, 0.9)));
    expect(queue.warned).toBeGreaterThanOrEqual(49);
  });

  it('drops a start that is far away', () => {
    const series = autoregression(stream('start'), 20_000, 0.9, 2000);
    const { truncation, lower, upper, warning } = steadyStateMean(series);
    expect(truncation).toBeGreaterThan(20);
    expect(lower).toBeLessThan(0);
    expect(upper).toBeGreaterThan(0);
    expect(warning).toBeUndefined();
  });

  it('extends further on the side of the longer tail', () => {
    const series = waits(stream('tail'), 50_000, 0.9);
    const { mean, lower, upper, skewness } = steadyStateMean(series);
    expect(skewness).toBeGreaterThan(0);
    expect(upper - mean).toBeGreaterThan(mean - lower);
    const mirrored = steadyStateMean(series.map((value) => -value));
    expect(mirrored.lower).toBeCloseTo(-upper, 9);
    expect(mirrored.upper).toBeCloseTo(-lower, 9);
  });

  it('uses all values that fill a batch, from the end backwards', () => {
    const series = autoregression(stream('all'), 12_345, 0.8);
    const { truncation, batches, batchSize, mean } = steadyStateMean(series);
    expect(truncation + batches * batchSize).toBe(12_345);
    const used = series.subarray(truncation);
    expect(mean).toBeCloseTo(used.reduce((sum, value) => sum + value, 0) / used.length, 10);
  });

  it('warns if nothing happens', () => {
    const { mean, lower, upper, warning } = steadyStateMean(new Float64Array(2000).fill(3));
    expect([mean, lower, upper]).toEqual([3, 3, 3]);
    expect(warning).toContain('which proves little');
  });
});

describe('batches that look independent', () => {
  it('have one value each if these are independent, in four runs of five', () => {
    let single = 0;
    for (let run = 0; run < 200; run++) {
      const random = stream(`test ${run}`);
      const { size, spacer } = spacedBatches(Float64Array.from({ length: 1280 }, () => random.uniform()));
      if (size === 1 && spacer === 0) single += 1;
    }
    // The significance of the test is 0.2; four standard deviations of a binomial (200, 0.8) are 23.
    expect(Math.abs(single - 160)).toBeLessThan(23);
  });

  it('grow by √2, and become a tenth fewer, as long as the run suffices', () => {
    const found = spacedBatches(autoregression(stream('rounds'), 5000, 0.999));
    // 1, 2, 3, 5 and 1280, 1152, 1037, 934; 8 of 841 would need 6,728 values.
    expect(found).toMatchObject({ size: 5, batches: 934, rounds: 3, isIndependent: false });
  });

  it('begin with up to 16 values if these are very skewed', () => {
    const rare = (length: number): Float64Array =>
      Float64Array.from({ length }, (_, index) => (index % 97 === 0 ? 1 : 0));
    expect(spacedBatches(rare(12_800)).size).toBeGreaterThanOrEqual(10);
    expect(spacedBatches(rare(1280)).size).toBe(1);
  });
});

describe('the warning of batch means', () => {
  it('is given for every run that is clearly too short', () => {
    const short = count(200, 0, (run) => batchMeans(autoregression(stream(`batch ${run}`), 1000, 0.99)));
    expect(short.warned).toBe(200);
    expect(short.covered).toBeLessThan(150);
    const queue = count(100, 9, (run) => batchMeans(waits(stream(`batches ${run}`), 10_000, 0.9)));
    expect(queue.warned).toBe(100);
    expect(queue.covered).toBeLessThan(95);
  });

  it('is not given for a run that is long enough, whose interval covers', () => {
    const long = count(200, 0, (run) => batchMeans(autoregression(stream(`long ${run}`), 20_000, 0.9)));
    expect(long.warned).toBe(0);
    expect(long.covered).toBeGreaterThanOrEqual(178);
  });

  it('knows what a batch is worth', () => {
    // The correlation time of an autoregression is (1 + φ) / (1 - φ), which is 19.
    const { effective, batchSize } = batchMeans(autoregression(stream('worth'), 100_000, 0.9));
    expect(batchSize / effective).toBeGreaterThan(16);
    expect(batchSize / effective).toBeLessThan(22);
    const { warning } = batchMeans(autoregression(stream('worth'), 100_000, 0.9), { batches: 1000 });
    expect(warning).toMatch(/^a batch is worth 5\.\d independent values; .* or a run of at least \d+000 values$/);
  });

  it('is given if nothing happens', () => {
    expect(batchMeans(new Float64Array(1000)).warning).toContain('which proves little');
  });
});
