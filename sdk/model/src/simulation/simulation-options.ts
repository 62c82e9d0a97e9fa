import type { LogOptions, LogSink } from '../logging/log-sink.js';
import type { RunProvider } from '../model/run-provider.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Around } from './node-runtimes.js';
import type { RunSettings } from './run-settings.js';

/** The options of `Simulation.create`. */
export interface SimulationOptions extends RunSettings {
  readonly scenario: Scenario;
  /** Providers of this run, in addition to those of the model or in place of them. */
  readonly providers?: readonly RunProvider[] | undefined;
  /** Where the nodes log to, and what is logged; a sink alone stands for `{ sinks: [sink] }`. Nothing is logged by default. */
  readonly log?: LogSink | LogOptions | undefined;
  /** See `TopologyOptions.tieOrder`; nodes are made in this order too. */
  readonly tieOrder?: ((nodeCount: number) => Int32Array) | undefined;
  /**
   * Number of workers on this thread, each with its own nodes; 1 by default. The result is the same. It is meant for tests, and
   * for seeing what would cross between workers: it is not faster.
   */
  readonly workers?: number | undefined;
  /** Hosts one partition of the run here; the others are hosted elsewhere and reached through the provided `Transport`. */
  readonly partition?: PartitionOptions | undefined;
  /** Performs all calls of the model's code, for tools that monitor it. Without one, the kernel calls the methods itself. */
  readonly around?: Around | undefined;
}

/** The partition of a run that is hosted here. */
export interface PartitionOptions {
  /** Index of this worker, from 0. */
  readonly worker: number;
  /** Number of workers. */
  readonly workers: number;
  /** Per worker, the address that its transport listens on; omit it if the transport needs no addresses or already has them. */
  readonly addresses?: readonly string[] | undefined;
  /**
   * Identifies the model's code: hashes by file, versions by package. Workers that differ in it are refused. A `Cluster` fills
   * it in; omit it if all workers have loaded the same files.
   */
  readonly code?: Readonly<Record<string, string>> | undefined;
}
