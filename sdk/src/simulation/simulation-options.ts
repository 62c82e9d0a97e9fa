import type { DigestLevel } from '@disco-engine/kernel';
import type { LogOptions, LogSink } from '../logging/log-sink.js';
import type { RunProvider } from '../model/run-provider.js';
import type { Placement } from '../partition/placement.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Around } from './node-runtimes.js';

export interface SimulationOptions {
  readonly scenario: Scenario;
  /** Values for fields of the model's parameter class; the others keep their defaults. */
  readonly parameters?: object | undefined;
  /** Master seed of all random streams: an integer from 0 to 2^53 - 1; 0 by default. */
  readonly seed?: number | undefined;
  /** Number of the replication, which selects other random streams: an integer from 0; 0 by default. */
  readonly replication?: number | undefined;
  /** Whether all random draws are complements of those of the same replication without it; false by default. */
  readonly antithetic?: boolean | undefined;
  /** `full` by default; what each level takes in is told at `DigestLevel`. */
  readonly digest?: DigestLevel | undefined;
  /** `strict` checks and seals every payload at send; `trusted`, the default, hands it over as it is. */
  readonly payloads?: 'strict' | 'trusted' | undefined;
  /** Providers of this run, beside or in place of those of the model. */
  readonly providers?: readonly RunProvider[] | undefined;
  /** Where to what nodes log goes, and what of it; a sink alone stands for `{ sinks: [sink] }`. Nothing is logged by default. */
  readonly log?: LogSink | LogOptions | undefined;
  /** See `TopologyOptions.tieOrder`; nodes are made in this order too. */
  readonly tieOrder?: ((nodeCount: number) => Int32Array) | undefined;
  /**
   * So many workers in this process, on this thread, each with nodes of its own; 1 by default. The result is the same. For tests,
   * and to see what would cross: it is not faster.
   */
  readonly workers?: number | undefined;
  /** Which worker steps which node, with `workers` or `partition`; round robin by default. */
  readonly placement?: Placement | undefined;
  /** Events that a worker may have sent to another one which this has not come to yet; 65,536 by default. */
  readonly window?: number | undefined;
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
}
