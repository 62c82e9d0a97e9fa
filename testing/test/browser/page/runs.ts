import { Simulation, type ModelClass, type Progress, type Scenario } from '@disco-engine/sdk';
import { Drawing, pairOfDrawers } from '../../../src/engines/suites/drawing-model.js';
import { SAMPLER_CASES } from '../../../src/engines/suites/sampler-cases.js';
import { CornerShop, village } from '../../models/corner-shop.js';
import { Phold, processes } from '../../models/phold.js';
import { Relay, ring } from '../../models/relay.js';

interface Subject {
  readonly model: ModelClass;
  readonly scenario: Scenario;
  readonly until: number;
  readonly parameters?: object;
}

/** Models that run both in Node and on the page. */
const subjects: Readonly<Record<string, Subject>> = {
  'corner-shop': { model: CornerShop, scenario: village, until: 2_000 },
  relay: { model: Relay, scenario: ring, until: 2_000 },
  phold: { model: Phold, scenario: processes, until: 600 },
  ...Object.fromEntries(
    [...SAMPLER_CASES.keys()].map((sampler) => [
      sampler,
      { model: Drawing, scenario: pairOfDrawers, until: 10, parameters: { sampler } },
    ]),
  ),
};

export const names = Object.keys(subjects);

export interface RunRequest {
  readonly name: string;
  readonly seed: number;
  readonly workers?: number;
}

export interface RunOutcome {
  readonly digest: string;
  readonly activations: number;
  readonly events: number;
  readonly observed: number;
}

/** Runs a model through `Simulation.run`, in slices short enough that there are many. */
export async function runModel(
  { name, seed, workers = 1 }: RunRequest,
  onProgress: (progress: Progress) => void,
): Promise<RunOutcome> {
  const { model, scenario, until, parameters } = subjects[name];
  const simulation = await Simulation.create(model, { scenario, seed, workers, parameters });
  let observed = 0;
  simulation.activations.subscribe(() => (observed += 1));
  const { activations, events } = await simulation.run({ until, onProgress, budget: 1 });
  return { digest: simulation.digest, activations, events, observed };
}
