import { describe, expect, test } from 'vitest';
import { distance } from './goodness-of-fit.js';
import { EXPOSURES } from './remaining-cases.js';
import { samplerOf } from './sample.js';

// Each of these has about three days of arrivals, because after the first day some rates stay constant.
const STREAMS = 1000;
const ARRIVALS = 100;

/**
 * For independent arrivals at a varying rate, the integral of the rate between two arrivals is an exponential number of
 * mean 1: E. Çinlar, "Introduction to Stochastic Processes" (1975), chapter 4.
 */
describe.each([...EXPOSURES])('%s', (name, exposure) => {
  const exposures: number[] = [];
  for (let replication = 0; replication < STREAMS; replication++) {
    const gaps = samplerOf(name, replication);
    let [epoch, before] = [0, 0];
    for (let arrival = 0; arrival < ARRIVALS; arrival++) {
      epoch += gaps.sample();
      const now = exposure(epoch);
      exposures.push(now - before);
      before = now;
    }
  }
  const sorted = Float64Array.from(exposures).sort();

  test('comes when the integral of the rate has grown by an exponential number of mean 1, and not of 1.05', () => {
    expect(distance(sorted, (x) => -Math.expm1(-x))).toBeLessThan(1);
    expect(distance(sorted, (x) => -Math.expm1(-x / 1.05))).toBeGreaterThan(1);
  });

  test('is independent of the previous arrival', () => {
    let sum = 0;
    for (let i = 1; i < exposures.length; i++) sum += ((exposures[i] ?? NaN) - 1) * ((exposures[i - 1] ?? NaN) - 1);
    expect(Math.abs(sum / Math.sqrt(exposures.length))).toBeLessThan(4.9);
  });
});
