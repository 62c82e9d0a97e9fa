import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutAtZero } from '../src/cut-normal.js';

/** Mean and variance of max(0, X) by Simpson's rule over the density. */
function integrated(mean: number, deviation: number): { mean: number; variance: number } {
  const steps = 20_000;
  const [from, to] = [Math.max(0, mean - 10 * deviation), mean + 10 * deviation];
  const width = (to - from) / steps;
  let first = 0;
  let second = 0;
  for (let i = 0; i <= steps; i += 1) {
    const x = from + i * width;
    const weight = ((i === 0 || i === steps ? 1 : i % 2 === 1 ? 4 : 2) * width) / 3;
    const density = Math.exp(-(((x - mean) / deviation) ** 2) / 2) / (deviation * Math.sqrt(2 * Math.PI));
    first += weight * x * density;
    second += weight * x * x * density;
  }
  return { mean: first, variance: second - first * first };
}

describe('cutAtZero', () => {
  it('agrees with numerical integration', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1000, noNaN: true }),
        fc.double({ min: 0.1, max: 500, noNaN: true }),
        (mean, deviation) => {
          const cut = cutAtZero({ mean, deviation });
          const expected = integrated(mean, deviation);
          const scale = mean + deviation;
          expect(Math.abs(cut.mean - expected.mean) / scale).toBeLessThan(1e-9);
          expect(Math.abs(cut.variance - expected.variance) / (scale * scale)).toBeLessThan(1e-9);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('changes nothing if hardly anything is below 0', () => {
    const { mean, variance } = cutAtZero({ mean: 100, deviation: 10 });
    expect(mean).toBeCloseTo(100, 10);
    expect(variance).toBeCloseTo(100, 8);
  });

  it('is half a normal distribution for a mean of 0: mean σ/√(2π), variance σ²(1/2 − 1/(2π))', () => {
    const { mean, variance } = cutAtZero({ mean: 0, deviation: 2 });
    expect(mean).toBeCloseTo(2 / Math.sqrt(2 * Math.PI), 12);
    expect(variance).toBeCloseTo(4 * (0.5 - 1 / (2 * Math.PI)), 12);
  });

  it('keeps a demand that never varies', () => {
    expect(cutAtZero({ mean: 5, deviation: 0 })).toEqual({ mean: 5, variance: 0 });
  });
});
