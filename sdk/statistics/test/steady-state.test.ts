import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { batchMeans, meanInterval, mser } from '../src/index.js';
import { close, stream, twoPass, values } from './naive.js';
import { datasets } from './nist.js';

/** A first-order autoregression around 0 with normal noise of variance 1, in its steady state. */
function autoregression(name: string, length: number, factor: number): Float64Array {
  const random = stream(name);
  const normal = (): number => Math.sqrt(-2 * Math.log(random.uniform())) * Math.cos(2 * Math.PI * random.uniform());
  const series = new Float64Array(length);
  let value = normal() / Math.sqrt(1 - factor * factor);
  for (let index = 0; index < length; index++) series[index] = value = factor * value + normal();
  return series;
}

describe('batch means', () => {
  it.each(datasets)(
    'of one value each of $name have the certified autocorrelation',
    ({ values: certified, autocorrelation, digits }) => {
      const found = batchMeans(certified, { batches: certified.length });
      expect([...found.means]).toEqual(certified);
      expect(found.autocorrelation).toBeCloseTo(autocorrelation, Math.min(12, digits - 1));
    },
  );

  it('estimate the variance of the mean of an autoregression', () => {
    const length = 20_000;
    const factor = 0.7;
    let variance = 0;
    let covered = 0;
    for (let run = 0; run < 60; run++) {
      const { lower = NaN, upper = NaN, means } = batchMeans(autoregression(`run ${run}`, length, factor));
      variance += twoPass([...means]).squares / (19 * 20) / 60;
      if (lower <= 0 && upper >= 0) covered += 1;
    }
    // Var ε / (1 - φ)² / n, up to terms of order 1 / n². Four standard errors of the mean of 60 estimates, each a χ² with 19
    // degrees
    // of freedom, are 17 %.
    expect(Math.abs(variance * length * (1 - factor) ** 2 - 1)).toBeLessThan(0.17);
    // Binomial (60, 0.95): at most 50 has a probability of 1e-3.
    expect(covered).toBeGreaterThan(50);
  });

  it('show by their autocorrelation that they are too short', () => {
    const series = autoregression('short', 20_000, 0.9);
    expect(batchMeans(series, { batches: 10_000 }).autocorrelation).toBeGreaterThan(0.7);
    expect(Math.abs(batchMeans(series, { batches: 20 }).autocorrelation ?? NaN)).toBeLessThan(0.5);
  });

  it('drop the first values if they do not divide evenly', () => {
    const found = batchMeans([100, 1, 3, 5, 7, 9, 11], { batches: 3, confidence: 0.9 });
    const { means, batchSize, autocorrelation, effective, warning, ...interval } = found;
    expect([...means]).toEqual([2, 6, 10]);
    expect([batchSize, autocorrelation]).toEqual([2, 0]);
    expect(effective).toBeLessThan(20);
    expect(warning).toContain('the interval is too narrow');
    expect(interval).toEqual(meanInterval([2, 6, 10], 0.9));
  });

  it('that are equal have no autocorrelation, and their interval is a point', () => {
    expect(batchMeans(new Float64Array(40).fill(0.1))).toMatchObject({
      mean: 0.1,
      halfWidth: 0,
      autocorrelation: undefined,
    });
  });

  it('are means of the batches, whatever the size', () => {
    fc.assert(
      fc.property(values(2), fc.integer({ min: 2, max: 9 }), (series, batches) => {
        fc.pre(series.length >= batches);
        const { means, batchSize } = batchMeans(series, { batches });
        const first = series.length - batches * batchSize;
        expect(first).toBeLessThan(batches);
        means.forEach((mean, batch) => {
          const start = first + batch * batchSize;
          expect(close(mean, twoPass(series.slice(start, start + batchSize)).mean, 1e6)).toBe(true);
        });
      }),
    );
  });
});

describe('MSER', () => {
  it('finds where a transient ends', () => {
    const random = stream('transient');
    const step = Float64Array.from({ length: 1000 }, (_, index) => (index < 150 ? 4 : 0) + random.uniform());
    expect(mser(step).truncation).toBe(150);
    const none = autoregression('none', 5000, 0.3);
    expect(mser(none).truncation).toBeLessThan(500);
    // After 4 / rate values, e⁻⁴ of the start is left: less than the noise.
    const rate = 0.02;
    const fading = none.map((value, index) => value + 20 * Math.exp(-rate * index));
    expect(mser(fading).truncation).toBeGreaterThan(100);
    expect(mser(fading).truncation).toBeLessThan(500);
  });

  it('drops as little as possible, and at most half', () => {
    expect(mser(new Float64Array(100).fill(3))).toMatchObject({ truncation: 0, statistic: new Float64Array(11) });
    const rising = Array.from({ length: 103 }, (_, index) => index);
    expect(mser(rising)).toMatchObject({ truncation: 50 });
    expect(mser([9, 1, 1, 1, 1, 1], { batch: 1 }).truncation).toBe(1);
  });

  it('drops nothing from a run that is too short to tell', () => {
    expect(mser([])).toEqual({ truncation: 0, statistic: new Float64Array(0) });
    expect(mser([1, 2, 3, 4])).toEqual({ truncation: 0, statistic: new Float64Array(0) });
    expect(mser([1, 2, 3, 4, 5, 6])).toEqual({ truncation: 0, statistic: new Float64Array(1) });
    expect(mser([9, 1], { batch: 1 })).toEqual({ truncation: 0, statistic: Float64Array.of(8) });
  });

  it('has the squared standard error of the rest, and is least at the truncation', () => {
    fc.assert(
      fc.property(values(0), fc.integer({ min: 1, max: 6 }), (series, batch) => {
        const { truncation, statistic } = mser(series, { batch });
        const means = Array.from(
          { length: Math.floor(series.length / batch) },
          (_, index) => twoPass(series.slice(index * batch, (index + 1) * batch)).mean,
        );
        statistic.forEach((found, left) => {
          const rest = means.slice(left);
          expect(close(found, twoPass(rest).squares / rest.length ** 2, 1e12)).toBe(true);
        });
        expect(truncation % batch).toBe(0);
        expect(truncation).toBeLessThanOrEqual(series.length / 2);
        if (statistic.length > 0) expect(statistic[truncation / batch]).toBe(Math.min(...statistic));
      }),
    );
  });
});
