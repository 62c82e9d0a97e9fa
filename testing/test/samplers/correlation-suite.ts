import { RandomStreams } from '@disco-engine/kernel';
import { describe, expect, test } from 'vitest';
import { CORRELATED_SAMPLERS } from './correlated-samplers.js';
import { correlation, rankCorrelation } from './correlation.js';

const COUNT = 10_000;
/** Samplers that compute each value from scratch, which takes a hundred times as long. */
const DEAR: ReadonlySet<string> = new Set(['student(0.5)', 'binomial(10 000 000, 0.5)', 'poisson(3 000 000)']);

describe.each([...CORRELATED_SAMPLERS])('%s', (name, { make, antithetic, greater: least = 0.95 }) => {
  const draws = (options: { factor?: number; antithetic?: boolean } = {}): Float64Array => {
    const streams = new RandomStreams({ masterSeed: 1, replication: 0, antithetic: options.antithetic });
    const sampler = make(streams.open(name), options.factor ?? 1);
    return Float64Array.from({ length: DEAR.has(name) ? COUNT / 10 : COUNT }, () => sampler.sample());
  };
  const plain = draws();

  test('antithetic draws are opposite', () => {
    const opposite = draws({ antithetic: true });
    const [linear, rank] = [correlation(plain, opposite), rankCorrelation(plain, opposite)];
    if (antithetic === undefined) expect(linear).toBeLessThan(-0.6);
    else if (antithetic === 'rank') expect(rank).toBeLessThan(-0.9);
    else expect(linear).toBeCloseTo(antithetic, 1);
  });

  test('draws with a parameter 10 % greater stay synchronized', () => {
    const greater = draws({ factor: 1.1 });
    const [linear, rank] = [correlation(plain, greater), rankCorrelation(plain, greater)];
    expect(Math.max(linear, rank)).toBeGreaterThan(least - (least < 0.95 ? 0.01 : 0));
  });
});
