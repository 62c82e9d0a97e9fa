import type { DigestLevel } from '@disco-engine/kernel';
import type { Placement } from './placement.js';

/**
 * The settings of a run, wherever it runs: `Simulation.create`, `TestRun.create`, `Cluster.start`, and `disco run` all take them. They are spread
 * from one to the next, so a new setting is declared here and read where it takes effect, and nowhere else.
 */
export interface RunSettings {
  /** Values for fields of the model's parameter class; the others keep their defaults. Plain data where workers are elsewhere. */
  readonly parameters?: object | undefined;
  /** Master seed of all random streams: an integer from 0 to 2^53 - 1; 0 by default. */
  readonly seed?: number | undefined;
  /** Number of the replication, which selects other random streams: an integer from 0; 0 by default. */
  readonly replication?: number | undefined;
  /** Whether all random draws are complements of those of the same replication without it; false by default. */
  readonly antithetic?: boolean | undefined;
  /** `full` by default; `DigestLevel` says what each level takes in. */
  readonly digest?: DigestLevel | undefined;
  /** `strict` checks and seals every payload at send; `trusted`, the default, hands it over as it is. */
  readonly payloads?: 'strict' | 'trusted' | undefined;
  /**
   * Whether the model calculates by `math` alone, and calls no function of `Math` that each JavaScript engine may round in its own way;
   * false by default. Workers, and results that are continued, may then be of machines on which these functions differ; without it
   * they are refused. The lint rule `disco/portable-math` and `TestRun` find such calls.
   */
  readonly portableMath?: boolean | undefined;
  /** Which worker steps which node; round robin by default. It changes the speed of a run, and nothing else. */
  readonly placement?: Placement | undefined;
  /** Maximum number of events in flight to a peer that the peer has not reached yet; 65,536 by default. */
  readonly window?: number | undefined;
}
