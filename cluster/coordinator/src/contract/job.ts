/** Where a job stands: waiting, with workers, or ended in one of three ways. */
export type JobState = 'QUEUED' | 'ASSIGNED' | 'FINISHED' | 'FAILED' | 'CANCELED';

/** What can be ordered of a job and of the jobs that belong to it. */
export type Order = 'pause' | 'resume' | 'cancel';

/** A job to be queued. */
export interface JobRequest {
  /**
   * Name of the job, a UUID. A second submission under the same name changes nothing, so a submission whose answer was lost can be
   * repeated. Default: a new one.
   */
  readonly id?: string | undefined;
  /** What kind of work it is; whoever claims it decides by this. */
  readonly kind: string;
  /** What the work is, as a text that only submitter and worker read, usually JSON. */
  readonly payload: string;
  /** Jobs of higher priority are claimed first, and jobs of equal priority in the order of submission. Default: 0. */
  readonly priority?: number | undefined;
  /** Number of members that must work on it together. 0 leaves it to the leader. Default: 1. */
  readonly seats?: number | undefined;
  /** Minimum number of members for a later attempt, in case fewer than `seats` are left by then. Default: `seats`. */
  readonly leastSeats?: number | undefined;
  /** Hashes of the artefacts that the work needs. They are kept as long as the job is. */
  readonly artefacts?: readonly string[] | undefined;
  /** Hash of the code that its workers must run; see `MemberOptions.offers`. Default: any. */
  readonly code?: string | undefined;
  /** The job that this one is a part of. Orders to that job reach this one too. */
  readonly parent?: string | undefined;
  /** Number of attempts that may be lost before the job counts as failed. Default: 5. */
  readonly losses?: number | undefined;
}

/** A job as the coordinator knows it. */
export interface Job {
  readonly id: string;
  readonly kind: string;
  readonly payload: string;
  readonly priority: number;
  readonly seats: number;
  readonly leastSeats: number;
  /** The required code; undefined if any will do. */
  readonly code: string | undefined;
  readonly parent: string | undefined;
  readonly state: JobState;
  readonly isPaused: boolean;
  /** Number of the latest attempt, from 1; 0 before the first. */
  readonly attempt: number;
  /** Names of the members that work on it now, by seat. */
  readonly members: readonly string[];
  /** Why it failed. */
  readonly error: string | undefined;
  /** Milliseconds since it ended, by the coordinator's clock; undefined as long as it has not. */
  readonly endedAgo: number | undefined;
  /** Results that contradict the recorded one. A correct engine and model leave this empty. */
  readonly alarms: readonly Alarm[];
}

/** Which jobs to list: those that meet everything given. */
export interface JobQuery {
  readonly ids?: readonly string[] | undefined;
  /** Jobs that belong to this one. */
  readonly parent?: string | undefined;
  readonly kind?: string | undefined;
  readonly states?: readonly JobState[] | undefined;
}

/** A second result of a job that differs from the recorded one. */
export interface Alarm {
  /** Attempt and member of the second result. */
  readonly attempt: number;
  readonly member: string;
  /** Digest of the result that counts. */
  readonly recorded: string;
  /** Digest of the second result. */
  readonly reported: string;
}

/** What an attempt, or the leader, reports as the end of a job. */
export interface ResultDraft {
  /** What must be the same whenever the job is repeated. */
  readonly digest: string;
  /** The result, as a text that only workers and readers read, usually JSON. */
  readonly value: string;
  /** Why the job has failed; the result then counts as that of a failed job. */
  readonly error?: string | undefined;
  /** Hashes of the artefacts that belong to the result. They are kept as long as it is. */
  readonly artefacts?: readonly string[] | undefined;
}

/** The one result of a job. */
export interface JobResult {
  readonly job: string;
  /** The attempt that produced it; 0 if the leader did. */
  readonly attempt: number;
  /** Name of the member that reported it. */
  readonly member: string;
  readonly digest: string;
  readonly value: string;
  readonly artefacts: readonly string[];
}
