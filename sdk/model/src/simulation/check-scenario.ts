import { InvalidInputError, type Problem } from '@disco-engine/kernel';
import type { ModelSpecification } from '../model/model-specification.js';
import { HostedData } from '../node/hosted-data.js';
import type { Scenario } from '../scenario/scenario.js';
import { topologyOf } from './topology-of.js';

/**
 * Checks whether a model can run on a scenario, without preparing a run: node types, links, declared columns and their values.
 * It is stricter than a run in one respect: every node type must have a vertex.
 *
 * @throws InvalidInputError `SCENARIO_INVALID` or `TOPOLOGY_INVALID` with every problem that prevents a run
 *
 * @example
 * await checkScenario(explore(SupplyChain), await scenarioFromTables(tables));
 */
export async function checkScenario(model: ModelSpecification, scenario: Scenario): Promise<void> {
  const problems = model.nodeTypes.flatMap(({ name }): Problem[] => {
    if (scenario.verticesOf(name).length > 0) return [];
    const message = `node type '${name}' of model '${model.name}' has no vertex in the scenario`;
    return [{ code: 'NODE_TYPE_WITHOUT_VERTEX', message }];
  });
  try {
    await HostedData.read(model, scenario, topologyOf(model, scenario), () => true);
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw problems.length === 0 ? error : refusal(scenario, [...problems, ...error.problems]);
  }
  if (problems.length > 0) throw refusal(scenario, problems);
}

function refusal({ name }: Scenario, problems: readonly Problem[]): InvalidInputError {
  return new InvalidInputError('SCENARIO_INVALID', `scenario '${name}'`, problems);
}
