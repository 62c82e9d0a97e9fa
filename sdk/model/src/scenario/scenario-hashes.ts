import { fingerprint } from '@disco-engine/kernel';
import { MemoryColumns } from './column-source.js';
import type { Scenario } from './scenario.js';

/** Hashes of 16 hexadecimal digits that identify the structure and the data of a scenario. */
export interface ScenarioHashes {
  /** Of vertices, edges, labels and weights. */
  readonly structure: string;
  /** Of each column in memory, with keys such as `node type stage, column demand`; for a store, one hash of all tables. */
  readonly columns: Readonly<Record<string, string>>;
}

export function scenarioHashes(scenario: Scenario): ScenarioHashes {
  const { columns } = scenario;
  return {
    structure: fingerprint(scenarioStructure(scenario)),
    columns: columns instanceof MemoryColumns ? columns.hashes() : { 'all tables': fingerprint(columns.identity) },
  };
}

/** Everything of a scenario but its columns, as plain data. */
export function scenarioStructure({ graph, nodeTypes, typeOf }: Scenario): unknown {
  const { keys, labels, weights, layerNames } = graph;
  return [
    [nodeTypes, typeOf, keys, labels.names, labels.starts, labels.labels, weights],
    layerNames.map((name) => [name, { ...graph.layer(name) }]),
  ];
}
