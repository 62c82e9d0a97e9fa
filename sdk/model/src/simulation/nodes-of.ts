import { type NodeSpec, type Problem, entryAt } from '@disco-engine/kernel';
import type { ModelSpecification } from '../model/model-specification.js';
import type { Scenario } from '../scenario/scenario.js';
import { groupedNodes } from './grouped-nodes.js';

/** The nodes that a model makes from the vertices of a scenario, and the problems that prevent it. */
export function nodesOf(
  model: ModelSpecification,
  scenario: Scenario,
): { readonly nodes: NodeSpec[]; readonly problems: Problem[] } {
  const problems = unknownTypeProblems(model, scenario);
  const nodes = model.nodeTypes.flatMap((nodeType, type) => {
    const vertices = scenario.verticesOf(nodeType.name);
    if (nodeType.distinctBy.length + nodeType.sameNodeBy.length > 0)
      return groupedNodes(scenario.graph, nodeType, type, vertices, problems);
    return Array.from(vertices, (vertex) => ({
      name: `${nodeType.name}/${entryAt(scenario.graph.keys, vertex)}`,
      type,
      vertices: [vertex],
    }));
  });
  return { nodes, problems };
}

function unknownTypeProblems({ name, nodeTypes }: ModelSpecification, scenario: Scenario): Problem[] {
  const known = nodeTypes.map((type) => type.name);
  return scenario.nodeTypes
    .filter((nodeType) => !known.includes(nodeType))
    .map((nodeType) => ({ nodeType, vertex: scenario.verticesOf(nodeType)[0] ?? Infinity }))
    .sort((a, b) => a.vertex - b.vertex)
    .map(({ nodeType, vertex }) => {
      const key = scenario.graph.keys[vertex];
      const what = key === undefined ? 'the scenario has' : `vertex '${key}' belongs to`;
      const message = `${what} unknown node type '${nodeType}'; model '${name}' has: ${known.join(', ')}`;
      return { code: 'NODE_TYPE_UNKNOWN', message, ...(key !== undefined && { place: { vertex: key } }) };
    });
}
