import { fingerprint } from '@disco-engine/kernel';
import { Simulation } from '@disco-engine/sdk';
import { Drawer, Drawing, pairOfDrawers, SAMPLER_HORIZON } from './drawing-model.js';
import { SAMPLER_CASES } from './sampler-cases.js';
import type { EngineCase } from './engine-case.js';

/** Every sampler, with the names and the runs of the committed digests. */
export function cases(): readonly EngineCase[] {
  return [...SAMPLER_CASES.keys()].flatMap((sampler) =>
    [false, true].map((antithetic) => ({
      name: `${sampler}${antithetic ? ', antithetic' : ''}`,
      run: async () => {
        const settings = { scenario: pairOfDrawers, parameters: { sampler }, seed: 7, antithetic };
        const run = await Simulation.create(Drawing, settings);
        const { activations, events } = run.until(SAMPLER_HORIZON);
        const latest = [...run.nodes(Drawer).values()].map((drawer) => drawer.latest);
        return { digest: run.digest, state: fingerprint(latest), activations, events };
      },
    })),
  );
}
