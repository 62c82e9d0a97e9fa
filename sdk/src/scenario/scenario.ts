import type { LayeredGraph } from '@disco-engine/kernel';
import type { ScenarioData } from './scenario-data.js';

/** What a scenario knows of a vertex beyond its key, labels and edges; node types read it by name. */
export type VertexValues = Readonly<Record<string, unknown>>;

/**
 * The structure and the data of a simulation: a layered graph whose vertices belong to node types and carry values.
 * Immutable; `ScenarioBuilder` makes and checks it.
 */
export class Scenario {
  /** @internal */
  constructor(
    readonly name: string,
    readonly graph: LayeredGraph,
    /** Per vertex, the name of its node type. */
    readonly nodeTypes: readonly string[],
    /** Per vertex. */
    readonly values: readonly VertexValues[],
  ) {}

  /** The same as plain data, to be stored or sent to another process. Values keep what a structured clone keeps. */
  toData(): ScenarioData {
    const { name, graph, nodeTypes, values } = this;
    const { keys, labels, weights } = graph;
    const layers = graph.layerNames.flatMap((layer) => {
      const edges = graph.layer(layer);
      return edges === undefined ? [] : [{ name: layer, ...edges }];
    });
    return { name, nodeTypes, values, keys, labels, weights, layers };
  }
}
