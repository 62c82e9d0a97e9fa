import {
  oracle,
  randomModel,
  runOnKernel,
  runOnWorkers,
  type ModelActivation,
  type WorkersRun,
} from '@disco-engine/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';

/** The seed is fixed, so that a failure persists until it is fixed; DISCO_RUNS and DISCO_SEED try more. */
const numRuns = Number(process.env['DISCO_RUNS'] ?? 1000);
const seed = Number(process.env['DISCO_SEED'] ?? 1);

const workersRun: fc.Arbitrary<WorkersRun> = fc.record({
  workers: fc.integer({ min: 1, max: 5 }),
  placement: fc.array(fc.nat({ max: 59 }), { minLength: 12, maxLength: 12 }),
  schedule: fc.nat({ max: 2 ** 32 - 1 }),
  window: fc.constantFrom(1, 4, 65_536),
  watched: fc.constantFrom(false, false, true),
});

/** Mostly bounds for ports, also where one bound would be chosen. */
const someBounds = fc.constantFrom('ports', 'ports', 'worker', undefined);
const stepping = fc.constantFrom('order' as const, 'shortest' as const, 'longest' as const);

it('any number of workers gives the digest of one, even over a network that delays, reorders and repeats messages', () => {
  let crossed = 0;
  const ways = new Map<string, number>();
  fc.assert(
    fc.property(randomModel(), workersRun, someBounds, stepping, (model, run, bounds, choice) => {
      const expected = oracle(model);
      const outcome = runOnWorkers(model, run, { bounds, stepping: choice });
      expect(outcome.digest).toBe(runOnKernel(model).digest);
      expect(byNode(outcome.activations)).toEqual(byNode(expected.activations));
      expect(outcome.undelivered).toBe(expected.undelivered);
      expect(outcome.finished).toBe(expected.finished);
      crossed += outcome.remoteEvents;
      for (const way of outcome.ways) ways.set(way, (ways.get(way) ?? 0) + 1);
    }),
    { numRuns, seed },
  );
  expect(crossed).toBeGreaterThan(numRuns);
  for (const way of ['windows', 'order', 'worker', 'ports']) expect(ways.get(way), way).toBeGreaterThan(numRuns / 20);
});

function byNode(activations: readonly ModelActivation[]): Record<string, ModelActivation[]> {
  const nodes: Record<string, ModelActivation[]> = {};
  for (const activation of activations) (nodes[activation.node] ??= []).push(activation);
  return nodes;
}
