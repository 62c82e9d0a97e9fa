import type { WireLimits } from '../wire/wire-limits.js';

export interface SharedMemoryTransportOptions {
  readonly limits?: Partial<WireLimits> | undefined;
  /** How long `open` waits for the other workers, and `close` for room for what was sent. Default 10 s. */
  readonly timeoutMilliseconds?: number | undefined;
  /** How long `close` waits, if that differs. */
  readonly closeMilliseconds?: number | undefined;
  /**
   * Numbers of the workers that share the area, in the order of their places in it. Default: all workers of the run, in
   * the order of their numbers.
   */
  readonly members?: readonly number[] | undefined;
  /**
   * How long `poll` spins at most before it sleeps. Default 0.1 ms. With more workers than cores it does not spin, and
   * if spinning does not pay off it soon spins less.
   */
  readonly spinMilliseconds?: number | undefined;
}
