import type { AdvanceEnd } from '../activation/kernel-options.js';
import type { DiscoError } from '../errors.js';
import type { Observations } from '../observation/observations.js';

/** What a run drives: one kernel, or several that are stepped as one. */
export interface Steppable {
  readonly epoch: number;
  readonly activations: number;
  readonly eventsDelivered: number;
  readonly isFinished: boolean;
  readonly failure: DiscoError | undefined;
  readonly observe: Observations;
  /** Number of activations that one call of `advance` should perform where they are fast; undefined if it does not matter. */
  readonly stride?: number | undefined;
  advance(until: number, limit?: number): AdvanceEnd;
}
