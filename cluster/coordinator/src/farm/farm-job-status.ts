import type { Alarm, JobState } from '../contract/job.js';

/** How far an experiment or a run of a farm is. */
export interface FarmJobStatus {
  readonly job: string;
  readonly kind: 'experiment' | 'run';
  readonly name: string;
  readonly model: string;
  readonly priority: number;
  readonly state: JobState;
  readonly isPaused: boolean;
  /** If it is a run: the number of its latest attempt, from 1, and the members that work on it, by seat. */
  readonly attempt?: number | undefined;
  readonly members?: readonly string[] | undefined;
  /** Most replications that it can take; a required precision may make it fewer. A run is one. */
  readonly replications: number;
  /** Replications by the state of their jobs. */
  readonly finished: number;
  readonly running: number;
  readonly queued: number;
  readonly failed: number;
  /** Why it failed. */
  readonly error: string | undefined;
  /** Results that contradict each other. */
  readonly alarms: readonly Alarm[];
  /** What keeps it from going on. */
  readonly notes: readonly string[];
}
