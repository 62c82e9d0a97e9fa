import {
  buildTopology,
  InvalidInputError,
  type Problem,
  type Topology,
  type TopologyOptions,
} from '@disco-engine/kernel';
import type { ModelSpecification } from '../model/model-specification.js';
import type { Scenario } from '../scenario/scenario.js';

/** The name of the node that owns a vertex. */
export function nodeNameOf(nodeType: string, key: string): string {
  return `${nodeType}/${key}`;
}

/**
 * The topology of a model on a scenario, one node per vertex.
 *
 * @throws InvalidInputError `SCENARIO_INVALID` where vertices belong to node types that the model does not have;
 * `TOPOLOGY_INVALID`
 */
export function topologyOf(model: ModelSpecification, scenario: Scenario, options: TopologyOptions): Topology {
  const types = new Map(model.nodeTypes.map(({ name }, index) => [name, index]));
  const unknown = new Map<string, string>();
  const nodes = scenario.graph.keys.map((key, vertex) => {
    const nodeType = scenario.nodeTypes[vertex] ?? '';
    const type = types.get(nodeType);
    if (type === undefined && !unknown.has(nodeType)) unknown.set(nodeType, key);
    return { name: nodeNameOf(nodeType, key), type: type ?? 0, vertices: [vertex] };
  });
  const problems = Array.from(unknown, ([nodeType, key]): Problem => {
    const message = `vertex '${key}' belongs to node type '${nodeType}'; model '${model.name}' has: ${[...types.keys()].join(', ')}`;
    return { code: 'UNKNOWN_NODE_TYPE', message };
  });
  if (problems.length > 0) throw new InvalidInputError('SCENARIO_INVALID', `scenario '${scenario.name}'`, problems);
  return buildTopology({ simprocs: model.simprocs, types: model.nodeTypes, nodes, graph: scenario.graph }, options);
}
