import { DiscoError } from '@disco-engine/kernel';

export function leaseOver(name: string): DiscoError {
  const message = `the lease of ${name} is over: the coordinator received no heartbeat in time and may have given its job to another worker; stop, and join again`;
  return new DiscoError('LEASE_OVER', message);
}

export function attemptOver(job: string, attempt: number): DiscoError {
  const message = `attempt ${attempt} at job ${job} no longer counts: its lease was over or another member of it was lost; a later attempt takes its place`;
  return new DiscoError('ATTEMPT_OVER', message);
}

export function jobCanceled(job: string): DiscoError {
  return new DiscoError('JOB_CANCELED', `job ${job} was canceled; its results no longer count`);
}

export function jobUnknown(job: string): DiscoError {
  return new DiscoError('JOB_UNKNOWN', `there is no job ${job}; 'disco status' lists all jobs`);
}

export function leadershipOver(term: number): DiscoError {
  const message = `term ${term} is over: another process may lead now; call lead again to be the next`;
  return new DiscoError('LEADERSHIP_OVER', message);
}

export function replicationDiffers(job: string, recorded: string, reported: string): DiscoError {
  const message = `job ${job} has a result with digest ${recorded}, and now a second one with digest ${reported}; the same job must give the same result, so the model or a machine is not deterministic: compare both hosts with 'disco doctor' and replay the replication`;
  return new DiscoError('REPLICATION_DIFFERS', message);
}

export function artefactUnknown(hash: string): DiscoError {
  return new DiscoError('ARTEFACT_UNKNOWN', `there is no artefact ${hash}; it was never stored, or collected`);
}

export function artefactDamaged(hash: string, found: string): DiscoError {
  const message = `artefact ${hash} is damaged: its bytes have the hash ${found}; remove it, and run its job again`;
  return new DiscoError('ARTEFACT_DAMAGED', message);
}

/** Largest artefact, in bytes. */
export const LARGEST_ARTEFACT = 256 * 2 ** 20;

/** @throws DiscoError `ARTEFACT_TOO_LARGE` */
export function checkSize({ byteLength }: Uint8Array): void {
  if (byteLength <= LARGEST_ARTEFACT) return;
  const message = `the artefact has ${byteLength} bytes, more than the limit of ${LARGEST_ARTEFACT}; put it into a shared folder`;
  throw new DiscoError('ARTEFACT_TOO_LARGE', message);
}

export function coordinatorClosed(name: string): DiscoError {
  return new DiscoError('COORDINATOR_CLOSED', `the connection to the coordinator ${name} was closed by this process`);
}
