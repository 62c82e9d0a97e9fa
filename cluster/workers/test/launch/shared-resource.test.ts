import { Simulation } from '@disco-engine/sdk';
import { afterEach, expect, it } from 'vitest';
import { Garage, garage } from '../fixtures/shared-tools.mjs';
import { Launches } from './models.js';

const model = { module: new URL('../fixtures/shared-tools.mjs', import.meta.url), export: 'Garage' };
const launches = new Launches();
afterEach(() => launches.close());

it('a part with its own entry point is the same in worker processes', async () => {
  const alone = await Simulation.create(Garage, { scenario: garage, seed: 5 });
  alone.until(50);
  const cluster = await launches.launch({ workers: 2, transport: 'grpc', model });
  const run = await cluster.start({ scenario: garage, seed: 5, until: 50 });
  expect((await run.finished).digest).toBe(alone.digest);
  await alone.dispose();
});
