import { ENGINE_VERSION, fingerprint, type Topology } from '@disco-engine/kernel';
import type { ModelSpecification } from '../model/model-specification.js';
import type { Scenario } from '../scenario/scenario.js';

/** What all workers of a run must have in common, beside its topology. */
export interface RunIdentityParts {
  readonly model: ModelSpecification;
  readonly scenario: Scenario;
  readonly topology: Topology;
  readonly parameters: object | undefined;
  readonly seed: number;
  readonly replication: number;
  readonly antithetic: boolean;
  readonly digest: string;
  readonly workers: number;
  readonly hosts: Int32Array;
}

/** The same as names and values, for a handshake that tells the first difference. */
export function runIdentity(parts: RunIdentityParts): (readonly [name: string, value: string])[] {
  const { model, scenario, topology, parameters, seed, replication, antithetic, digest, workers, hosts } = parts;
  return [
    ['engine version', ENGINE_VERSION],
    ['model', model.name],
    ['model specification', fingerprint(specificationData(model))],
    ['scenario', fingerprint(scenarioIdentity(scenario))],
    ['scenario data', fingerprint(scenario.columns.identity)],
    ['order of ties', fingerprint(topology.tables.portAt)],
    ['parameters', fingerprint({ ...parameters })],
    ['seed', String(seed)],
    ['replication', `${replication}${antithetic ? ', antithetic' : ''}`],
    ['digest', digest],
    ['number of workers', String(workers)],
    ['placement', fingerprint(hosts)],
  ];
}

function scenarioIdentity({ graph, nodeTypes, typeOf }: Scenario): unknown {
  const { keys, labels, weights, layerNames } = graph;
  return [
    [nodeTypes, typeOf, keys, labels.names, labels.starts, labels.labels, weights],
    layerNames.map((name) => [name, { ...graph.layer(name) }]),
  ];
}

function specificationData({ simprocs, nodeTypes }: ModelSpecification): unknown {
  return [
    simprocs.map(({ name, minimumDelay, complete }) => [name, minimumDelay, complete]),
    nodeTypes.map((type) => [
      type.name,
      type.handles,
      type.sends,
      type.selfRelations,
      type.promiseMethods.map((method) => method !== undefined),
      type.distinctBy,
      type.sameNodeBy,
    ]),
  ];
}
