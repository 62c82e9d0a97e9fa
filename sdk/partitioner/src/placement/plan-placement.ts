import { InvalidInputError, MOST_WORKERS } from '@disco-engine/kernel';
import { type ModelSpecification, type Scenario, topologyOf, type Placement } from '@disco-engine/sdk';
import { placeNodes } from '@disco-engine/sdk/extensions';
import type { Activity } from './activity.js';
import { MultilevelPlacement } from './multilevel.js';
import { reportPlacement, type PlacementReport } from './placement-report.js';

/** Which worker steps which node, and the effect on a run: plain data. */
export interface PlacementPlan {
  /** The worker of each node, by name; suitable for a placement of kind `explicit`. */
  readonly workers: Readonly<Record<string, number>>;
  readonly report: PlacementReport;
}

/**
 * Places the nodes that a model makes from a scenario, without running anything, and reports the result.
 *
 * @param options.workers number of workers, at least 1
 * @param options.activity the measured activity to report by. Default: that of the placement, if it is multilevel
 * @throws InvalidInputError as `Simulation.create`
 *
 * @example
 * const { report, workers } = planPlacement(explore(SupplyChain), scenario, { workers: 4, placement: multilevel() });
 * console.log(report.imbalance, report.layers);
 */
export function planPlacement(
  model: ModelSpecification,
  scenario: Scenario,
  {
    workers,
    placement,
    activity = placement instanceof MultilevelPlacement ? placement.activity : undefined,
  }: { readonly workers: number; readonly placement: Placement; readonly activity?: Activity | undefined },
): PlacementPlan {
  if (!(Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS)) {
    const message = `there are ${workers} workers; give a whole number from 1 to ${MOST_WORKERS}`;
    throw new InvalidInputError('PLACEMENT_INVALID', 'the placement', [{ code: 'ARGUMENT_INVALID', message }]);
  }
  const topology = topologyOf(model, scenario);
  const hosts = placeNodes(topology, scenario, workers, placement);
  return {
    workers: Object.fromEntries(topology.tables.nodes.map((name, node) => [name, hosts[node] ?? NaN])),
    report: reportPlacement(topology, scenario, hosts, workers, activity),
  };
}
