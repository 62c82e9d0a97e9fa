import { TestRun } from '@disco-engine/testing';
import { distributions } from '@disco-engine/sdk';
import { expect, it } from 'vitest';
import { Drawing, pairOfDrawers, SAMPLER_HORIZON } from '../../src/engines/suites/drawing-model.js';
import { SAMPLER_CASES } from '../../src/engines/suites/sampler-cases.js';

/** Does not draw numbers by itself. */
const NO_SAMPLERS = ['Arrivals'];

it('every sampler of the SDK is among the cases', () => {
  const named = [...SAMPLER_CASES.keys()].map((name) => /^truncated\b|\w+/.exec(name)?.[0]);
  const missing = Object.keys(distributions).filter((name) => !named.includes(name) && !NO_SAMPLERS.includes(name));
  expect(missing).toEqual([]);
});

/**
 * A changed digest means that the results of every model using the sampler change; update it with `npx vitest run
 * testing/test/golden -u`.
 */
it.each([1, 2])('on %i workers, the digests of all samplers are those of sampler-digests.txt', async (workers) => {
  const lines: string[] = [];
  for (const sampler of SAMPLER_CASES.keys()) {
    for (const antithetic of [false, true]) {
      const settings = { scenario: pairOfDrawers, parameters: { sampler }, seed: 7, workers, antithetic };
      const run = await TestRun.create(Drawing, settings);
      run.until(SAMPLER_HORIZON);
      lines.push(`${sampler}${antithetic ? ', antithetic' : ''}: ${run.digest}`);
    }
  }
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('sampler-digests.txt');
});
