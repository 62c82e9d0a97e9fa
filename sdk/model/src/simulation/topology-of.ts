import { buildTopology, InvalidInputError, type Topology } from '@disco-engine/kernel';
import type { ModelSpecification } from '../model/model-specification.js';
import { columnProblems } from '../node/column-problems.js';
import type { Scenario } from '../scenario/scenario.js';
import { nodesOf } from './nodes-of.js';

/**
 * The topology of a model on a scenario.
 *
 * @param tieOrder see `SimulationOptions.tieOrder`
 * @throws InvalidInputError `SCENARIO_INVALID` if vertices belong to unknown node types, cannot be grouped into nodes, or lack
 * columns that node types declare; `TOPOLOGY_INVALID`
 */
export function topologyOf(
  model: ModelSpecification,
  scenario: Scenario,
  tieOrder?: (nodeCount: number) => Int32Array,
): Topology {
  const { nodes, problems } = nodesOf(model, scenario);
  problems.push(...columnProblems(model, scenario));
  if (problems.length > 0) throw new InvalidInputError('SCENARIO_INVALID', `scenario '${scenario.name}'`, problems);
  return buildTopology(
    { simprocs: model.simprocs, types: model.nodeTypes, nodes, graph: scenario.graph },
    { tieOrder: tieOrder?.(nodes.length) },
  );
}
