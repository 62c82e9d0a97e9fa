import { createHash } from 'node:crypto';
import type { Experiment, Optimisation, ReplicationWorkers } from '@disco-engine/experiments';
import { ENGINE_VERSION } from '@disco-engine/kernel';
import type { Scenario } from '@disco-engine/sdk';
import { mathAnswers, scenarioHashes } from '@disco-engine/sdk/extensions';

/** An experiment or an optimisation that a host can run. */
export interface FarmModel {
  /** The same on all hosts: the name of its file and of its export, as in `experiment.ts#default`. */
  readonly name: string;
  readonly experiment: Experiment;
  /** If it is an optimisation; `experiment` is then its own. */
  readonly optimisation?: Optimisation | undefined;
  /** Identifies its code, as `codeOf` of `@disco-engine/cluster` does. Only hosts with equal code work together. */
  readonly code: Readonly<Record<string, string>>;
  /** Loads the scenario. */
  readonly scenario: () => Promise<Scenario>;
  /** Starts the workers of one replication. */
  readonly launch: (workers: number) => Promise<ReplicationWorkers>;
}

/** What a host must have to lead an experiment: the same engine and code. */
export function experimentCode({ code, name }: Pick<FarmModel, 'code' | 'name'>): string {
  return sha256(JSON.stringify(['experiment', ENGINE_VERSION, name, code]));
}

/** What a host must have to run replications of it, which also calculates: the same `Math`, unless the model uses none of it. */
export function replicationCode({ code, name, experiment }: Pick<FarmModel, 'code' | 'name' | 'experiment'>): string {
  const math = experiment.portableMath ? null : mathAnswers();
  return sha256(JSON.stringify(['replication', ENGINE_VERSION, name, code, math]));
}

/** Identifies the data of a scenario. */
export function scenarioHash(scenario: Scenario): string {
  return sha256(JSON.stringify(scenarioHashes(scenario)));
}

export function sha256(text: string | Uint8Array): string {
  return createHash('sha256').update(text).digest('hex');
}
