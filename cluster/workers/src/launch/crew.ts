import type { Scenario } from '@disco-engine/sdk';
import type { CodeVersions } from '../code/code-of.js';
import type { ScenarioSpec, TransportSpec } from '../worker/run-spec.js';
import type { WorkerHandle } from '../hosts/worker-handle.js';

/** The workers of a cluster, and how they reach one another. */
export interface Crew {
  readonly handles: readonly WorkerHandle[];
  /** Whether the workers are on this machine, and can open what is stored here. */
  readonly isLocal: boolean;
  /** The code of the model that the workers must have; if undefined, they need only agree among themselves. */
  readonly code?: CodeVersions | undefined;
  /** The scenario of a run in the form in which the workers take it; sends it to those who need it sent before. */
  scenarioFor(scenario: Scenario): Promise<ScenarioSpec>;
  /** The transport of each worker for a run. */
  transports(run: number): Promise<readonly TransportSpec[]>;
  /** Name of the transport between two workers of a run. */
  transportBetween(worker: number, other: number): string;
  /** The addresses that the workers reported, in the form in which the others can reach them. */
  reachable(addresses: readonly string[]): readonly string[];
  /**
   * Replaces the workers that are lost or broken. Those that cannot be replaced are left out, and the others numbered
   * anew, as long as one is left.
   *
   * @returns the handles that are new
   * @throws DiscoError `WORKER_UNREACHABLE`, `TOKEN_REFUSED` or `WORKER_TAKEN` if no worker is left
   */
  replace(): Promise<readonly WorkerHandle[]>;
  /** Releases what a run needed. */
  release(run: number): Promise<void>;
  /** Releases the rest, when the workers are gone. */
  close(): Promise<void>;
}

/** What a run needs of its crew. */
export type RunCrew = Pick<Crew, 'handles' | 'transportBetween'>;
