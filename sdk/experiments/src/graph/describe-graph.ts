import { contracted, sourcesOf } from '@disco-engine/kernel';
import type { Experiment } from '../definition/experiment.js';
import { explore, topologyOf, type Scenario } from '@disco-engine/sdk';
import { boxesOf, type BoxMeaning } from './graph-boxes.js';

/** The nodes of a model on a scenario and the links between them, as far as a report draws them: `graph.json` of a results folder. */
export interface GraphDescription {
  readonly format: 1;
  readonly boxesAre: BoxMeaning;
  /** At most some 200. */
  readonly boxes: readonly GraphBox[];
  /** In the order of the simprocs of the model. */
  readonly layers: readonly GraphLayer[];
}

/** One node, or several that are drawn as one. */
export interface GraphBox {
  readonly name: string;
  /** Node type. */
  readonly type: string;
  /** Names; one or more. */
  readonly nodes: readonly string[];
  /** Of the scenario: how many these nodes have. */
  readonly vertices: number;
}

/** The links of one layer between boxes: link `i` leads from box `from[i]` to box `to[i]`; none is there twice. */
export interface GraphLayer {
  readonly name: string;
  readonly minimumDelay: number;
  /** Whether every node may send to every other; then there are no links to be listed. */
  readonly complete: boolean;
  readonly from: readonly number[];
  readonly to: readonly number[];
  /** The sum of the weights of its edges. */
  readonly weights: readonly number[];
  /** The sum of the weights of edges that lead from a box to itself. */
  readonly within: number;
}

/**
 * Tells what a report is to draw of an experiment on a scenario. Plain data. Does the work of a run's start but for making nodes.
 *
 * @throws InvalidInputError as `Simulation.create`: `SCENARIO_INVALID`, `TOPOLOGY_INVALID`
 */
export function describeGraph(experiment: Experiment, scenario: Scenario): GraphDescription {
  const topology = topologyOf(explore(experiment.model), scenario);
  const { nodes, vertexStarts, typeNames, nodeOfVertex, simprocs } = topology.tables;
  const { meaning, boxes, boxOf } = boxesOf(topology, scenario);
  const boxOfVertex = nodeOfVertex.map((node) => boxOf[node]);
  return {
    format: 1,
    boxesAre: meaning,
    boxes: boxes.map(({ name, type, nodes: members }) => ({
      name,
      type: typeNames[type],
      nodes: members.map((node) => nodes[node]),
      vertices: members.reduce((sum, node) => sum + vertexStarts[node + 1] - vertexStarts[node], 0),
    })),
    layers: simprocs.map(({ name, minimumDelay, complete }) => {
      const edges = scenario.graph.layer(name);
      if (edges === undefined) return { name, minimumDelay, complete, from: [], to: [], weights: [], within: 0 };
      const links = contracted(edges, boxOfVertex, boxes.length);
      const sources = sourcesOf(edges);
      const within = edges.weights.reduce((sum, weight, edge) => {
        return boxOfVertex[sources[edge]] === boxOfVertex[edges.targets[edge]] ? sum + weight : sum;
      }, 0);
      const from = [...sourcesOf(links)];
      return { name, minimumDelay, complete, from, to: [...links.targets], weights: [...links.weights], within };
    }),
  };
}
