import type { SharedArea } from '@disco-engine/transports';
import type { CodeVersions } from '../code/code-of.js';
import type { PackedScenario, ScenarioRef } from '../scenarios/scenario-ref.js';
import type { RunSettings, ScenarioData, StoredScenario } from '@disco-engine/sdk';

/** A model class: the name of a module that the worker was started with, and the name of its export. */
export interface ModelRef {
  readonly module: string;
  readonly export: string;
}

/** The modules that a worker may load, as URLs by name. Nothing that arrives over a channel names a file. */
export type ModelModules = Readonly<Record<string, string>>;

/** How the workers of a run reach one another: as the launcher planned it, or with what the worker was started with. */
export type TransportSpec =
  | {
      readonly kind: 'planned';
      /** Name of the transport. */
      readonly name: string;
      /** What its `prepare` returned for this worker. */
      readonly plan: object;
      readonly lostAfter: number;
    }
  | {
      readonly kind: 'own';
      readonly lostAfter: number;
      /** The workers of the run that are threads of this worker's process, if there are others; said by the launcher. */
      readonly near?: NearWorkers | undefined;
      /** The memory that these threads share; added by their process. */
      readonly shared?: SharedArea | undefined;
    };

/** Workers of one run that are threads of one process. */
export interface NearWorkers {
  /** Drawn at random for each run; the same for all of them. */
  readonly run: string;
  /** Their numbers, ascending. */
  readonly members: readonly number[];
}

/**
 * A scenario itself, or where each worker on this machine finds it and reads what its nodes need; for a worker that was
 * started elsewhere, the one that was offered to it, which its process hands to its thread in packed form.
 */
export type ScenarioSpec = ScenarioData | StoredScenario | ScenarioRef | PackedScenario;

/** What a worker does with what its nodes log, as plain data. */
export interface LogSpec {
  /** File for its records, on its machine; without one they are summarized but not kept. */
  readonly spool?: string | undefined;
  /** Parquet file to create from them at the end; omitted if other workers contribute to it. */
  readonly target?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly warmup?: number | undefined;
  readonly onFailure?: 'fail' | 'summary' | undefined;
}

/** What one worker needs to create its part of a run, as plain data; identical on all workers except for `worker`. */
export interface RunSpec extends RunSettings {
  readonly model: ModelRef;
  readonly scenario: ScenarioSpec;
  /** The code of the model that the launcher has, which must be that of the worker; if omitted, any will do. */
  readonly code?: CodeVersions | undefined;
  /** If omitted, nothing is logged. */
  readonly log?: LogSpec | undefined;
  /** Number of this worker, from 0. */
  readonly worker: number;
  readonly workers: number;
  /** The addresses that the workers returned for `reserve`. */
  readonly addresses: readonly string[];
}
