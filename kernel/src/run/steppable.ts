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
  /** Suggested `limit` for `advance` where activations are fast; undefined if any will do. */
  readonly stride?: number | undefined;
  advance(until: number, limit?: number): AdvanceEnd;
}
