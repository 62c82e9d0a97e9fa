import { ENGINE_VERSION, fingerprint, type Topology } from '@disco-engine/kernel';
import { mathAnswers } from '../machine/math-answers.js';
import { platformName } from '../machine/platform-name.js';
import type { ModelSpecification } from '../model/model-specification.js';
import { scenarioStructure } from '../scenario/scenario-hashes.js';
import type { Scenario } from '../scenario/scenario.js';

/** What all workers of a run must have in common, besides its topology. */
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
  readonly portableMath: boolean;
  /** Hash or version of the model's code, by file or package; empty if unknown. */
  readonly code: Readonly<Record<string, string>>;
}

/** The identity as names and values, for a handshake that reports the first difference. */
export function runIdentity(parts: RunIdentityParts): (readonly [name: string, value: string])[] {
  const {
    model,
    scenario,
    topology,
    parameters,
    seed,
    replication,
    antithetic,
    digest,
    workers,
    hosts,
    portableMath,
    code,
  } = parts;
  return [
    ['platform', platformName()],
    ['engine version', ENGINE_VERSION],
    ['model', model.name],
    ...Object.entries(code).map(([name, version]) => [`code of ${name}`, version] as const),
    ...mathFacts(portableMath),
    ['model specification', fingerprint(specificationData(model))],
    ['scenario', fingerprint(scenarioStructure(scenario))],
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

/** Shortest decimals that parse to the same double, so that texts differ exactly where bits do. */
function mathFacts(portable: boolean): (readonly [name: string, value: string])[] {
  if (portable) return [['Math', 'is not used']];
  return Object.entries(mathAnswers()).map(([call, value]) => [call, String(value)]);
}

function specificationData({ simprocs, nodeTypes }: ModelSpecification): unknown {
  return [
    simprocs.map(({ name, minimumDelay, complete }) => [name, minimumDelay, complete]),
    nodeTypes.map((type) => [
      type.name,
      type.handles,
      type.sends,
      type.selfRelations,
      type.timers ?? 'any',
      type.promiseMethods.map((method) => method !== undefined),
      type.distinctBy,
      type.sameNodeBy,
    ]),
  ];
}
