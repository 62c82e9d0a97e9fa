import { expect, it } from 'vitest';
import { samplersBenchmark } from '../../src/bench/samplers.js';
import { SAMPLER_CASES } from '../../src/engines/suites/sampler-cases.js';

it('measures existing samplers, and says how long a draw takes', async () => {
  expect(Object.keys(samplersBenchmark.configs).filter((name) => !SAMPLER_CASES.has(name))).toEqual([]);
  for (const config of ['exponential(3)', 'choice']) {
    const prepared = await samplersBenchmark.prepare(config, 1000);
    expect(await prepared.run()).toBe(1000);
    const figures = await prepared.figures?.();
    expect(figures?.nanosecondsPerDraw).toBeGreaterThan(0);
  }
  expect(() => samplersBenchmark.prepare('nobody', 1)).toThrow("unknown sampler 'nobody'");
});
