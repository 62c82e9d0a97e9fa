import type { PholdConfig } from './phold.js';

/** Figures of a benchmark beyond the common ones, printed as they are; give the unit in the name, as in `bytesPerEvent`. */
export type Figures = Readonly<Record<string, number | string>>;

/** A simulation that is set up and has not run. */
export interface Prepared {
  /** Runs it, which is what is timed. Returns how many events it processed: at least as many as were asked for. */
  run(): number | Promise<number>;
  /** Called once after the last round, outside the timed part. */
  figures?(): Figures | Promise<Figures>;
}

/** Something whose speed is measured. Register it in `benchmarks.ts`. */
export interface Benchmark {
  /** As in `phold-kernel`. */
  readonly name: string;
  /** By name: the configuration of the reference loop that it is held against. */
  readonly configs: Readonly<Record<string, PholdConfig>>;
  /** Sets up one round, which is not timed. `events` says how many events its `run` is to process at least. */
  prepare(config: string, events: number): Prepared | Promise<Prepared>;
}
