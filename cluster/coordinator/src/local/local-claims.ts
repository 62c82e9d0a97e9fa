import { randomBytes } from 'node:crypto';
import type { AttemptFacts } from '../membership/member-link.js';
import { fits, type LocalJob, type LocalMember } from './local-state.js';

/**
 * Assigns a member the first job that fits it. A job with several seats that could be filled holds back all behind it, or it would never
 * find enough free members at once.
 */
export function claimFirst(
  member: LocalMember,
  jobs: Iterable<LocalJob>,
  members: readonly LocalMember[],
  now: number,
): AttemptFacts | undefined {
  if (member.job !== undefined) return factsOf(member.job, member);
  if (member.isDraining) return undefined;
  const usable = members.filter(({ isDraining, expires }) => !isDraining && expires > now);
  const seatsOf = (job: LocalJob): number => seatsNow(job, usable.filter((one) => fits(job, one)).length);
  const queue = [...jobs]
    .filter((job) => job.state === 'QUEUED' && !job.isPaused && job.seats > 0 && fits(job, member))
    .filter((job) => job.seats === 1 || seatsOf(job) > 0)
    .sort((a, b) => b.priority - a.priority || a.number - b.number);
  const [first] = queue;
  if (first === undefined) return undefined;
  const others = usable.filter((one) => one !== member && one.job === undefined && fits(first, one));
  const seats = first.seats === 1 ? 1 : seatsOf(first);
  if (others.length < seats - 1) return undefined;
  first.holders = [member, ...others.slice(0, seats - 1)];
  first.state = 'ASSIGNED';
  first.attempt += 1;
  first.token = randomBytes(32).toString('hex');
  first.told = first.holders.map(() => undefined);
  for (const holder of first.holders) holder.job = first;
  return factsOf(first, member);
}

/** Seats of the next attempt at a job, if so many members could take one; 0 if they are too few. */
function seatsNow({ seats, leastSeats, attempt }: LocalJob, usable: number): number {
  if (usable >= seats) return seats;
  return attempt > 0 && usable >= leastSeats ? usable : 0;
}

function factsOf(job: LocalJob, member: LocalMember): AttemptFacts {
  const { id, kind, payload, parent, code, attempt, holders, token, isPaused } = job;
  const [seat, seats] = [holders.indexOf(member), holders.length];
  return { job: id, kind, payload, parent, code, attempt, seat, seats, token, isPaused };
}
