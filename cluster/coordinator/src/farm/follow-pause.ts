import type { Assignment } from '../contract/assignment.js';
import type { Subscription } from '../contract/hint.js';
import type { PausableRun } from './run-model.js';

/** Pauses and resumes a run as its job is. Unsubscribing ends that. */
export function followPause(assignment: Assignment, run: PausableRun): Subscription {
  const turn = (isPaused: boolean): void => void (isPaused ? run.pause() : run.resume()).catch(() => undefined);
  if (assignment.isPaused) turn(true);
  return assignment.onPause(turn);
}
