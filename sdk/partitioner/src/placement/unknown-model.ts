import { findCycle } from '@disco-engine/sdk';
import type { ModelSpecification, Scenario } from '@disco-engine/sdk';

/**
 * A stand-in for an unknown model, to examine a scenario without one: every vertex is a node, all node types handle all layers,
 * and layers have no delay, unless they have a cycle. It cannot run.
 */
export function unknownModel(scenario: Scenario): ModelSpecification {
  const { graph, nodeTypes } = scenario;
  const handles = graph.layerNames.map((_, index) => index);
  const none = handles.map(() => undefined);
  return {
    name: scenario.name,
    simprocs: graph.layerNames.map((name) => ({
      name,
      minimumDelay: findCycle(graph, name) === undefined ? 0 : 1,
      complete: false,
    })),
    nodeTypes: nodeTypes.map((name) => ({
      name,
      handles,
      sends: [],
      selfRelations: [],
      nodeClass: Object,
      distinctBy: [],
      sameNodeBy: [],
      columns: undefined,
      edgeColumns: undefined,
      handlerMethods: none,
      promiseMethods: none,
      initMethods: [],
      processes: undefined,
      receives: [],
      support: undefined,
      processMethods: [],
    })),
    parameters: undefined,
    providers: [],
  };
}
