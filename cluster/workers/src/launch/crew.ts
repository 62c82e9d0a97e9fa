import type { TransportSpec } from '../worker/run-spec.js';
import type { WorkerHandle } from '../hosts/worker-handle.js';

/** The workers of a cluster, and how they reach each other. */
export interface Crew {
  readonly handles: readonly WorkerHandle[];
  /** Whether the workers are on this machine, and so can open what is stored here. */
  readonly isLocal: boolean;
  /** What the workers of a run need for it, by worker. */
  transports(run: number): Promise<readonly TransportSpec[]>;
  /** The addresses that the workers told, as the others can reach them. */
  reachable(addresses: readonly string[]): readonly string[];
  /** Gives back what a run needed. */
  release(run: number): Promise<void>;
  /** Gives back the rest, when the workers are gone. */
  close(): Promise<void>;
}
