import type { Alarm, JobResult, JobState } from '../contract/job.js';

export interface LocalJob {
  readonly id: string;
  /** In the order of submission. */
  readonly number: number;
  readonly kind: string;
  readonly payload: string;
  readonly priority: number;
  readonly seats: number;
  readonly leastSeats: number;
  /** Hashes of what it needs. */
  readonly artefacts: readonly string[];
  readonly code: string | undefined;
  readonly parent: string | undefined;
  /** Attempts that may be lost. */
  readonly losses: number;
  state: JobState;
  isPaused: boolean;
  attempt: number;
  lost: number;
  /** By seat. */
  holders: LocalMember[];
  /** Of the latest attempt. */
  token: string;
  /** What its holders have told one another, by seat. */
  told: (string | undefined)[];
  error: string | undefined;
  result: JobResult | undefined;
  readonly alarms: Alarm[];
  /** When it ended, by the coordinator's clock. */
  ended: number;
}

export interface LocalMember {
  readonly name: string;
  readonly offers: readonly string[];
  readonly ttl: number;
  expires: number;
  isDraining: boolean;
  isLost: boolean;
  job: LocalJob | undefined;
}

/** Whether a member may work on a job. */
export function fits({ code }: Pick<LocalJob, 'code'>, { offers }: Pick<LocalMember, 'offers'>): boolean {
  return code === undefined || offers.includes(code);
}

/** Takes a job away from its members, and returns it to the queue, or fails it if too many attempts were lost. */
export function requeue(job: LocalJob, reason: string | undefined, now: number): void {
  for (const holder of job.holders) holder.job = undefined;
  job.holders = [];
  if (job.state !== 'ASSIGNED') return;
  job.state = 'QUEUED';
  if (reason === undefined) return;
  job.lost += 1;
  if (job.lost <= job.losses) return;
  job.state = 'FAILED';
  job.ended = now;
  job.error = `gave up after ${job.lost} lost attempts; the last one: ${reason}`;
}
