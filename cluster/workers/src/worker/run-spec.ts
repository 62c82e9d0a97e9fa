import type { RunSettings, ScenarioData, StoredScenario } from '@disco-engine/sdk';

/** A model class, by the name of a module that the worker was given at its start, and the name of an export of it. */
export interface ModelRef {
  readonly module: string;
  readonly export: string;
}

/** Modules that a worker may load, as URLs by their names. Nothing that comes over a channel names a file. */
export type ModelModules = Readonly<Record<string, string>>;

/** How the workers of a run reach each other: as the launcher planned it, or by what the worker was started with. */
export type TransportSpec =
  | {
      readonly kind: 'planned';
      /** Name of the transport. */
      readonly name: string;
      /** What its `prepare` returned for this worker. */
      readonly plan: object;
      readonly lostAfter: number;
    }
  | { readonly kind: 'own'; readonly lostAfter: number };

/** A scenario itself, or where each worker of this machine finds it and reads what its nodes need. */
export type ScenarioSpec = ScenarioData | StoredScenario;

/** What a worker does with what its nodes log: plain data. */
export interface LogSpec {
  /** File for its records, on its machine; without one they are summarized and not kept. */
  readonly spool?: string | undefined;
  /** Parquet file that it makes of them at the end; left out where others have to do with it. */
  readonly target?: string | undefined;
  readonly metadata?: Readonly<Record<string, unknown>> | undefined;
  readonly warmup?: number | undefined;
  readonly onFailure?: 'fail' | 'summary' | undefined;
}

/** What one worker needs to make its part of a run: plain data, the same for all but for `worker`. */
export interface RunSpec extends RunSettings {
  readonly model: ModelRef;
  readonly scenario: ScenarioSpec;
  /** Nothing is logged without it. */
  readonly log?: LogSpec | undefined;
  /** Number of this worker, from 0. */
  readonly worker: number;
  readonly workers: number;
  /** What the `reserve` of each worker told. */
  readonly addresses: readonly string[];
}
