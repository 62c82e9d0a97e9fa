import '@disco-engine/testing/matchers';
import { TestRun } from '@disco-engine/testing';
import { expect, test } from 'vitest';
import { bar, CoffeeBar, type Settings } from '../src/model.js';

async function open(parameters: Partial<Settings>, seed = 7): Promise<TestRun> {
  const run = await TestRun.create(CoffeeBar, { scenario: bar, parameters, seed, log: { sinks: [], warmup: 500 } });
  run.until(20_000);
  return run;
}

/** The mean of a channel of the counter. */
function mean(run: TestRun, channel: string): number {
  return run.simulation.summaries().find(({ name }) => name === channel)?.mean ?? NaN;
}

test('guests wait as long as queueing theory predicts', async () => {
  const gap = 1;
  const coffee = 0.5;
  const load = coffee / gap;
  const run = await open({ gap, coffee, baristas: 1 });
  expect(mean(run, 'wait')).toBeCloseTo((load / (1 - load)) * coffee, 1);
  // Little's law: waiting guests = guests per minute x minutes of waiting.
  expect(mean(run, 'waiting')).toBeCloseTo(mean(run, 'wait') / gap, 1);
});

test('guests wait less with two baristas than with one', async () => {
  expect(mean(await open({ baristas: 2 }), 'wait')).toBeLessThan(mean(await open({ baristas: 1 }), 'wait'));
});

test('the same seed gives the same run, and another seed a different one', async () => {
  const { digest } = await open({});
  expect((await open({})).digest).toBe(digest);
  expect((await open({}, 8)).digest).not.toBe(digest);
});

test('the result does not depend on the number of workers', async () => {
  await expect(CoffeeBar).toBeDeterministic({ scenario: bar, seed: 7, until: 500, workers: [2] });
});
