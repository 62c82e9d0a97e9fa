import { entryAt } from '@disco-engine/sdk';
import type { Simulation } from '@disco-engine/sdk';
import { StageGroup } from './stage-group.js';
import type { MeasuredStage } from './stage-measures.js';

/** The measurements of the stages hosted here up to a horizon, by stage key. */
export function measuredStages(simulation: Simulation, until: number): ReadonlyMap<string, MeasuredStage> {
  const groups = [...simulation.nodes(StageGroup).values()];
  return new Map(
    groups.flatMap((group) =>
      group.measured(until).map((figures, row) => [entryAt(group.keys, row), figures] as const),
    ),
  );
}
