import { InvalidInputError, MOST_WORKERS } from '@disco-engine/kernel';
import { type ModelSpecification, type Scenario, topologyOf, type Placement } from '@disco-engine/sdk';
import { placeNodes } from '@disco-engine/sdk/extensions';
import { MultilevelPlacement } from './multilevel.js';
import { reportPlacement, type PlacementReport } from './placement-report.js';

/** Which worker steps which node, and what that does to a run: plain data. */
export interface PlacementPlan {
  /** By name of the node, its worker: what a placement of kind `explicit` takes. */
  readonly workers: Readonly<Record<string, number>>;
  readonly report: PlacementReport;
}

/**
 * Places the nodes that a model makes of a scenario without running anything, and tells what comes of it.
 *
 * @param options.workers how many there are, a whole number from 1
 * @throws InvalidInputError as `Simulation.create`
 *
 * @example
 * const { report, workers } = planPlacement(explore(SupplyChain), scenario, { workers: 4, placement: multilevel() });
 * console.log(report.imbalance, report.layers);
 */
export function planPlacement(
  model: ModelSpecification,
  scenario: Scenario,
  { workers, placement }: { readonly workers: number; readonly placement: Placement },
): PlacementPlan {
  if (!(Number.isInteger(workers) && workers >= 1 && workers <= MOST_WORKERS)) {
    const message = `there are ${workers} workers; give a whole number from 1 to ${MOST_WORKERS}`;
    throw new InvalidInputError('PLACEMENT_INVALID', 'the placement', [{ code: 'ARGUMENT_INVALID', message }]);
  }
  const topology = topologyOf(model, scenario);
  const hosts = placeNodes(topology, scenario, workers, placement);
  const activity = placement instanceof MultilevelPlacement ? placement.activity : undefined;
  return {
    workers: Object.fromEntries(topology.tables.nodes.map((name, node) => [name, hosts[node] ?? NaN])),
    report: reportPlacement(topology, scenario, hosts, workers, activity),
  };
}
