import { setImmediate as turn } from 'node:timers/promises';
import { combineDigests, entryAt, Line, Run, type Kernel } from '@disco-engine/kernel';
import { randomModel, type RandomModel } from '@disco-engine/testing';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { mixedKind } from '../../../transports/test/mixed/mixed-kind.js';
import { hostModel, runOnKernel, topologyOf } from '../../src/random-model/run-on-kernel.js';
import { TransportSet } from '../../src/topologies/transport-set.js';

/** How the workers of a run are threads of two processes. */
const crew = fc.constantFrom('ab', 'aab', 'aba', 'baa', 'aabb', 'abab', 'aaab');
const placement = fc.array(fc.nat({ max: 59 }), { minLength: 12, maxLength: 12 });

it('any model gives the digest of one worker, over shared memory and a network in one run', async () => {
  let crossed = 0;
  await fc.assert(
    fc.asyncProperty(randomModel(), crew, placement, async (model, processes, places) => {
      const kernels = await runMixed(model, processes, places);
      expect(combineDigests(kernels.map(({ digest }) => digest))).toBe(runOnKernel(model).digest);
      crossed += kernels.reduce((sum, kernel) => sum + kernel.crossed.received, 0);
    }),
    { numRuns: NUM_RUNS },
  );
  expect(crossed).toBeGreaterThan(NUM_RUNS);
});

const NUM_RUNS = Number(process.env['DISCO_RUNS'] ?? 25);

async function runMixed(model: RandomModel, processes: string, places: readonly number[]): Promise<Kernel[]> {
  const workers = processes.length;
  const set = await TransportSet.listen(mixedKind(processes), workers);
  const topology = topologyOf(model);
  const hosts = Int32Array.from(topology.tables.nodes, (_, node) => (places[node % places.length] ?? NaN) % workers);
  const kernels = Array.from(processes, (_, worker) =>
    hostModel(model, topology, [], { partition: { worker, workers, hosts } }),
  );
  try {
    const { addresses, transports } = set;
    const seat = { workers, addresses, identity: [] };
    const lines = await Promise.all(
      kernels.map(async (kernel, worker) => Line.open(kernel, entryAt(transports, worker), { worker, ...seat })),
    );
    const runs = kernels.map((kernel, worker) => new Run(kernel, HOST, entryAt(lines, worker)));
    for (const until of model.horizons) await Promise.all(runs.map((run) => run.cooperate({ until })));
    await Promise.all(lines.map((line) => line.close()));
    return kernels;
  } finally {
    await set.dispose();
  }
}

const HOST = { now: () => performance.now(), turn: async () => turn() };
