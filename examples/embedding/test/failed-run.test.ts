import { Simulation } from '@disco-engine/sdk';
import { expect, test } from 'vitest';
import { ManagedRun } from '../src/managed-run.js';
import { Stage, SupplyLine, supplyLine } from '../src/model.js';

test('a run whose model fails says so, and where', async () => {
  const simulation = await Simulation.create(SupplyLine, { scenario: supplyLine(2) });
  Object.defineProperty(simulation.node('stage/2', Stage), 'owed', {
    get: () => {
      throw new Error('the books are lost');
    },
  });
  const request = { days: 10, seed: 0, stages: 2, meanDemand: 20, leadTime: 3 };
  const run = new ManagedRun('1', request, simulation);
  await run.ended;
  const { status, error } = run.summary();
  expect(status).toBe('failed');
  expect(error).toMatchObject({ code: 'HANDLER_FAILED', message: expect.stringContaining('the books are lost') });
  expect(error?.message).toContain('stage/2');
});
