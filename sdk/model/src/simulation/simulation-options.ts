import type { LogOptions, LogSink } from '../logging/log-sink.js';
import type { RunProvider } from '../model/run-provider.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Around } from './node-runtimes.js';
import type { RunSettings } from './run-settings.js';

/** What `Simulation.create` takes. */
export interface SimulationOptions extends RunSettings {
  readonly scenario: Scenario;
  /** Providers of this run, beside or in place of those of the model. */
  readonly providers?: readonly RunProvider[] | undefined;
  /** Where to what nodes log goes, and what of it; a sink alone stands for `{ sinks: [sink] }`. Nothing is logged by default. */
  readonly log?: LogSink | LogOptions | undefined;
  /** See `TopologyOptions.tieOrder`; nodes are made in this order too. */
  readonly tieOrder?: ((nodeCount: number) => Int32Array) | undefined;
  /**
   * Number of workers in this process, on this thread, each with nodes of its own; 1 by default. The result is the same. For tests, and to
   * see what would cross between workers: it is not faster.
   */
  readonly workers?: number | undefined;
  /** Hosts one partition of the run; the others are hosted elsewhere, and the provided `Transport` leads there. */
  readonly partition?: PartitionOptions | undefined;
  /** Makes all calls of the model's code, for tools that watch over it. Without one, the kernel calls the methods itself. */
  readonly around?: Around | undefined;
}

/** Which part of a run is hosted here. */
export interface PartitionOptions {
  /** Number of this worker, from 0. */
  readonly worker: number;
  /** How many there are. */
  readonly workers: number;
  /** Per worker, where its transport listens; left out where the transport needs no addresses, or has been given them. */
  readonly addresses?: readonly string[] | undefined;
  /**
   * Which code the model is: hashes by file, versions by package. Workers that differ in it are refused. A `Cluster` fills it in; leave
   * it out where all workers have loaded the same files.
   */
  readonly code?: Readonly<Record<string, string>> | undefined;
}
