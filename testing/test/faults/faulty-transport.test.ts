import { combineDigests, DiscoError, type Kernel } from '@disco-engine/kernel';
import { FaultyTransport, randomModel, runOnKernel, type RandomModel } from '@disco-engine/testing';
import { InProcessTransport } from '@disco-engine/transports';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostModel, topologyOf } from '../../src/random-model/run-on-kernel.js';
import { JoinedKernels } from '../../src/topologies/joined-kernels.js';
import { waitsAfter } from './waits-after.js';

/** The seed is fixed, so that a failure persists until it is fixed; DISCO_RUNS and DISCO_SEED try more. */
const numRuns = Number(process.env['DISCO_RUNS'] ?? 400);
const seed = Number(process.env['DISCO_SEED'] ?? 1);

const faults = fc.record({
  seed: fc.nat({ max: 2 ** 32 - 1 }),
  repeat: fc.constantFrom(0, 1 / 8, 1 / 2),
  delay: fc.constantFrom(0, 1 / 2, 0.9),
});

describe('FaultyTransport', () => {
  it('does not affect any model on any number of workers, as long as it loses nothing', async () => {
    let delivered = 0;
    await fc.assert(
      fc.asyncProperty(
        randomModel(),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.nat({ max: 59 }), { minLength: 12, maxLength: 12 }),
        fc.constantFrom(1, 4, 65_536),
        faults,
        async (model, workers, placement, window, treatment) => {
          const transport = new FaultyTransport(new InProcessTransport(), treatment);
          const kernels = kernelsOf(model, workers, placement, window);
          const joined = await join(kernels, transport);
          try {
            for (const horizon of model.horizons) expect(await waitsAfter(joined, transport, horizon)).toEqual([]);
          } finally {
            await joined.close();
          }
          expect(combineDigests(kernels.map(({ digest }) => digest))).toBe(runOnKernel(model).digest);
          delivered += transport.delivered;
        },
      ),
      { numRuns, seed },
    );
    expect(delivered).toBeGreaterThan(numRuns);
  });

  it('lets a run that lost a message report who waits for whom, at which port, and which message is missing', async () => {
    let [stalled, located, named] = [0, 0, 0];
    for (const [index, model] of fc.sample(randomModel(), { numRuns: 100, seed }).entries()) {
      const transport = new FaultyTransport(new InProcessTransport(), { seed: index, drop: 0.2 });
      const joined = await join(kernelsOf(model, 2, [0, 1], 65_536), transport);
      const waits = await waitsAfter(joined, transport, Math.max(...model.horizons));
      await joined.close();
      if (waits.length === 0) continue;
      stalled += 1;
      expect(transport.dropped).toBeGreaterThan(0);
      for (const wait of waits)
        expect(wait).toMatch(/^worker [01].* waits for worker [01], which promised nothing before epoch/s);
      if (waits.some((wait) => / by way of .* → /s.test(wait))) located += 1;
      const lost =
        /waits for message \d+ from worker [01]: \d+ events have arrived from it, and \d+ were sent before message \d+/;
      if (waits.some((wait) => lost.test(wait))) named += 1;
    }
    expect(stalled).toBeGreaterThan(20);
    expect(located).toBeGreaterThan(20);
    expect(named).toBeGreaterThan(10);
  });

  it('refuses an invalid probability', () => {
    const faulty = (options: object) => () => new FaultyTransport(new InProcessTransport(), { seed: 0, ...options });
    expect(faulty({ drop: 1.5 })).toThrow('drop is 1.5');
    expect(faulty({ delay: NaN })).toThrow(DiscoError);
    expect(faulty({ repeat: -0.1 })).toThrow(DiscoError);
  });
});

function kernelsOf(model: RandomModel, workers: number, placement: readonly number[], window: number): Kernel[] {
  const topology = topologyOf(model);
  const hosts = Int32Array.from(topology.tables.nodes, (_, node) => placement[node % placement.length] % workers);
  return Array.from({ length: workers }, (_, worker) =>
    hostModel(model, topology, [], { window, partition: { worker, workers, hosts } }),
  );
}

async function join(kernels: readonly Kernel[], transport: FaultyTransport): Promise<JoinedKernels> {
  return JoinedKernels.open(
    kernels,
    kernels.map(() => transport),
  );
}
