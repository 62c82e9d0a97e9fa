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
  const queue = [...jobs]
    .filter((job) => job.state === 'QUEUED' && !job.isPaused && job.seats > 0 && fits(job, member))
    .filter((job) => job.seats === 1 || usable.filter((one) => fits(job, one)).length >= job.seats)
    .sort((a, b) => b.priority - a.priority || a.number - b.number);
  const [first] = queue;
  if (first === undefined) return undefined;
  const others = usable.filter((one) => one !== member && one.job === undefined && fits(first, one));
  if (others.length < first.seats - 1) return undefined;
  first.holders = [member, ...others.slice(0, first.seats - 1)];
  first.state = 'ASSIGNED';
  first.attempt += 1;
  for (const holder of first.holders) holder.job = first;
  return factsOf(first, member);
}

function factsOf(job: LocalJob, member: LocalMember): AttemptFacts {
  const { id, kind, payload, parent, code, attempt, seats, isPaused } = job;
  return { job: id, kind, payload, parent, code, attempt, seat: job.holders.indexOf(member), seats, isPaused };
}
