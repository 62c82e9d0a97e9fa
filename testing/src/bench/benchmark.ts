import type { PholdConfig } from './phold.js';

/**
 * Figures of a benchmark in addition to the common ones, printed as they are. Include the unit in the name, as in
 * `bytesPerEvent`.
 */
export type Figures = Readonly<Record<string, number | string>>;

/** A simulation that is set up but has not run. */
export interface Prepared {
  /**
   * Runs the simulation; this is the timed part. Returns how many events it processed: at least as many as requested.
   */
  run(): number | Promise<number>;
  /**
   * Sets up the same work without the engine, and returns what runs it: that is timed directly before and after `run`,
   * whose events count for it too. Without it, the benchmark is compared with the reference loop.
   */
  withoutEngine?(): () => void;
  /** Called once after the last round, outside the timed part. */
  figures?(): Figures | Promise<Figures>;
}

/** A speed measurement. Register it in `benchmarks.ts`. */
export interface Benchmark {
  /** For example `phold-kernel`. */
  readonly name: string;
  /** By name: the configuration of the reference loop, with which it is compared unless it brings its own. */
  readonly configs: Readonly<Record<string, PholdConfig>>;
  /** Sets up one round, untimed. `events` is the least number of events that its `run` must process. */
  prepare(config: string, events: number): Prepared | Promise<Prepared>;
}
