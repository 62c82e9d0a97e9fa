import type { TransportSpec } from '../worker/run-spec.js';
import type { WorkerHandle } from '../hosts/worker-handle.js';

/** The workers of a cluster, and how they reach one another. */
export interface Crew {
  readonly handles: readonly WorkerHandle[];
  /** Whether the workers are on this machine, and can open what is stored here. */
  readonly isLocal: boolean;
  /** The transport of each worker for a run. */
  transports(run: number): Promise<readonly TransportSpec[]>;
  /** The addresses that the workers reported, in the form in which the others can reach them. */
  reachable(addresses: readonly string[]): readonly string[];
  /** Releases what a run needed. */
  release(run: number): Promise<void>;
  /** Releases the rest, when the workers are gone. */
  close(): Promise<void>;
}
