import type { Simulation } from '@disco-engine/sdk';
import { Stage } from './stage.js';
import type { MeasuredStage } from './stage-measures.js';

/** What the stages that are hosted here did up to a horizon, by node name. */
export function measuredStages(simulation: Simulation, until: number): ReadonlyMap<string, MeasuredStage> {
  return new Map(Array.from(simulation.nodes(Stage), ([name, stage]) => [name, stage.measured(until)]));
}
