import type { LogChannel } from './log-channel.js';
import type { Outlet, Recorder } from './recorder.js';

/** The log of a run, as totals see it. */
export interface TotalHost {
  /** Whether other nodes of the run are logged elsewhere. */
  readonly isPart: boolean;
  register<Kind extends Recorder>(channel: LogChannel, clock: Outlet['clock'], make: (outlet: Outlet) => Kind): Kind;
  /** Calls a function from time to time with an epoch before which nothing can be recorded any more. */
  whenSettled(action: (before: number) => void): void;
}
