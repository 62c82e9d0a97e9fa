import type { DigestLevel } from '@disco-engine/kernel';
import type { Placement } from './placement.js';

/**
 * The settings of a run, wherever it runs: `Simulation.create`, `TestRun.create`, `Cluster.start` and `disco run` all take
 * them. They are passed on by spreading, so a new setting is declared here and read where it takes effect, and nowhere else.
 */
export interface RunSettings {
  /**
   * Values for fields of the model's parameter class; others keep their defaults. Must be plain data if workers run elsewhere.
   */
  readonly parameters?: object | undefined;
  /** Master seed of all random streams: an integer from 0 to 2^53 - 1; 0 by default. */
  readonly seed?: number | undefined;
  /** Number of the replication, which selects its random streams: an integer of at least 0; 0 by default. */
  readonly replication?: number | undefined;
  /** Whether to use antithetic random numbers: every draw is the complement of the draw without this option; false by default. */
  readonly antithetic?: boolean | undefined;
  /** `full` by default; see `DigestLevel` for what each level covers. */
  readonly digest?: DigestLevel | undefined;
  /** `strict` checks and freezes every payload when it is sent; `trusted`, the default, passes it on as it is. */
  readonly payloads?: 'strict' | 'trusted' | undefined;
  /**
   * Whether the model calculates with `math` alone and calls no function of `Math` that JavaScript engines may round
   * differently; false by default. If true, workers may run, and results may be continued, on machines on which these functions
   * differ; otherwise they are refused. The lint rule `disco/portable-math` and `TestRun` find such calls.
   */
  readonly portableMath?: boolean | undefined;
  /** Which worker steps which node; round robin by default. It affects the speed of a run, never its result. */
  readonly placement?: Placement | undefined;
  /** Maximum number of events in flight to a peer that the peer has not reached yet; 65,536 by default. */
  readonly window?: number | undefined;
}
