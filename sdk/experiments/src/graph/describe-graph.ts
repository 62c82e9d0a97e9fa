import { contracted, entryAt, sourcesOf } from '@disco-engine/kernel';
import type { Experiment } from '../definition/experiment.js';
import { explore, topologyOf, type Scenario } from '@disco-engine/sdk';
import type { GraphDescription } from './graph-schema.js';
import { boxesOf } from './graph-boxes.js';

/**
 * Describes the graph that a report draws of an experiment on a scenario, as plain data. Takes as long as the start of a run without
 * creating nodes.
 *
 * @throws InvalidInputError as `Simulation.create`: `SCENARIO_INVALID`, `TOPOLOGY_INVALID`
 */
export function describeGraph(experiment: Pick<Experiment, 'model'>, scenario: Scenario): GraphDescription {
  const topology = topologyOf(explore(experiment.model), scenario);
  const { nodes, vertexStarts, typeNames, nodeOfVertex, simprocs } = topology.tables;
  const { meaning, boxes, boxOf } = boxesOf(topology, scenario);
  const boxOfVertex = nodeOfVertex.map((node) => boxOf[node] ?? NaN);
  return {
    format: 1,
    boxesAre: meaning,
    boxes: boxes.map(({ name, type, nodes: members }) => ({
      name,
      type: entryAt(typeNames, type),
      nodes: members.map((node) => entryAt(nodes, node)),
      vertices: members.reduce((sum, node) => sum + (vertexStarts[node + 1] ?? NaN) - (vertexStarts[node] ?? NaN), 0),
    })),
    layers: simprocs.map(({ name, minimumDelay, complete }) => {
      const edges = scenario.graph.layer(name);
      if (edges === undefined) return { name, minimumDelay, complete, from: [], to: [], weights: [], within: 0 };
      const links = contracted(edges, boxOfVertex, boxes.length);
      const sources = sourcesOf(edges);
      const within = edges.weights.reduce((sum, weight, edge) => {
        return boxOfVertex[sources[edge] ?? NaN] === boxOfVertex[edges.targets[edge] ?? NaN] ? sum + weight : sum;
      }, 0);
      const from = [...sourcesOf(links)];
      return { name, minimumDelay, complete, from, to: [...links.targets], weights: [...links.weights], within };
    }),
  };
}
