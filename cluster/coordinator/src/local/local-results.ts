import { attemptOver, jobCanceled } from '../contract/refusals.js';
import type { ResultDraft } from '../contract/job.js';
import type { CommitAnswer } from '../membership/member-link.js';
import { requeue, type LocalJob, type LocalMember } from './local-state.js';

/** Who reports a result. */
export interface Reporter {
  readonly name: string;
  readonly attempt: number;
  /** The member that must have a seat; undefined for the leader. */
  readonly member: LocalMember | undefined;
}

/** Records the first result of a job, and compares any other with it. @throws DiscoError `ATTEMPT_OVER`, `JOB_CANCELED` */
export function record(job: LocalJob, reporter: Reporter, draft: ResultDraft, now: number): CommitAnswer {
  const { name, attempt, member } = reporter;
  const { digest, value, error, artefacts = [] } = draft;
  const known = job.result;
  if (known !== undefined) {
    if (known.digest === digest) return { committed: 'repeated', digest };
    const alarm = { attempt, member: name, recorded: known.digest, reported: digest };
    if (!job.alarms.some((one) => one.attempt === attempt && one.reported === digest)) job.alarms.push(alarm);
    return { committed: 'differs', digest: known.digest };
  }
  if (job.state === 'CANCELED') throw jobCanceled(job.id);
  const isCurrent = member === undefined ? job.seats === 0 : job.attempt === attempt && member.job === job;
  if (!isCurrent || job.state === 'FAILED') throw attemptOver(job.id, attempt);
  requeue(job, undefined, now);
  job.state = error === undefined ? 'FINISHED' : 'FAILED';
  job.error = error;
  job.ended = now;
  job.result = { job: job.id, attempt, member: name, digest, value, artefacts: [...artefacts] };
  return { committed: 'recorded', digest };
}
