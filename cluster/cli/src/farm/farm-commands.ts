import type { Member, Order } from '@disco-engine/coordinator';
import { fetchResults, isRun } from '@disco-engine/coordinator/farm';
import { DiscoError, InvalidInputError, printable } from '@disco-engine/kernel';
import { Flags } from '../flags/flags.js';
import { alignedLines, type AlignedColumn } from '../terminal/aligned.js';
import type { Line } from '../terminal/styled.js';
import { widthOf } from '../terminal/terminal.js';
import { readCoordinator, withCoordinator } from '../flags/coordinator-flag.js';
import { DRAIN_FORM, FETCH_FORM, GC_FORM, ORDER_FORM, ROLES_FORM, WORKERS_FORM } from './farm-specs.js';
import { memberState } from './farm-view.js';
import { findJob } from './find-job.js';
import { runOutcome } from './run-outcome.js';

const DAY = 24 * 60 * 60 * 1000;

const MEMBERS: readonly AlignedColumn<Member>[] = [
  { title: 'worker', align: 'left', cell: ({ name }) => name },
  { title: 'state', align: 'left', cell: memberState },
  { title: 'lease (s)', align: 'right', cell: ({ left }) => (left / 1000).toFixed(1) },
  { title: 'job', align: 'left', cell: ({ job }) => job?.slice(0, 8) ?? '' },
];

/** `disco workers`. */
export async function workers(argv: readonly string[]): Promise<string | readonly Line[]> {
  const flags = new Flags(argv, WORKERS_FORM);
  const url = readCoordinator(flags);
  flags.throwIfAny();
  return withCoordinator(url, async (coordinator) => {
    const [members, leader] = await Promise.all([coordinator.members(), coordinator.leader()]);
    if (flags.has('json')) return `${JSON.stringify({ leader: leader ?? null, workers: members })}\n`;
    const head =
      leader === undefined
        ? "there is no leader; start one with 'disco up'"
        : `leader: ${leader.name}, term ${leader.term}`;
    if (members.length === 0) return [head, 'there are no workers'];
    return [head, ...alignedLines(MEMBERS, members, widthOf(process.stdout))];
  });
}

/** `disco pause`, `disco resume` and `disco cancel`. */
export async function order(argv: readonly string[], what: Order): Promise<string> {
  const flags = new Flags(argv, ORDER_FORM);
  const url = readCoordinator(flags);
  flags.throwIfAny();
  return withCoordinator(url, async (coordinator) => {
    const { id } = await findJob(coordinator, flags.argument(0));
    await coordinator.order(id, what);
    return `${what === 'cancel' ? 'canceled' : `${what}d`} ${id}\n`;
  });
}

/** `disco fetch`. */
export async function fetch(argv: readonly string[]): Promise<string | Line[]> {
  const flags = new Flags(argv, FETCH_FORM);
  const url = readCoordinator(flags);
  const folder = flags.text('results') ?? 'results';
  flags.throwIfAny();
  return withCoordinator(url, async (coordinator) => {
    const job = await findJob(coordinator, flags.argument(0));
    if (isRun(job)) {
      if (!flags.has('results')) return runOutcome(coordinator, job, flags.has('json'));
      const message = `job ${job.id} is one run, whose result is printed; leave out --results`;
      throw new InvalidInputError('OPTIONS_INVALID', 'the command line', [{ code: 'OPTION_INVALID', message }]);
    }
    const status = await fetchResults(coordinator, job, folder);
    if (flags.has('json')) return `${JSON.stringify({ job: job.id, status, results: folder })}\n`;
    return `wrote ${printable(folder)}; see 'disco results ${printable(folder)}'\n`;
  });
}

/** `disco drain`. @throws DiscoError `WORKER_UNKNOWN` */
export async function drain(argv: readonly string[]): Promise<string> {
  const flags = new Flags(argv, DRAIN_FORM);
  const url = readCoordinator(flags);
  flags.throwIfAny();
  const host = flags.argument(0);
  const many = await withCoordinator(url, (coordinator) => coordinator.drain(host));
  if (many > 0) return `${many} ${many === 1 ? 'worker' : 'workers'} of ${printable(host)} will end\n`;
  throw new DiscoError('WORKER_UNKNOWN', `there is no worker '${printable(host)}'; 'disco workers' lists all workers`);
}

/** `disco gc`. */
export async function gc(argv: readonly string[]): Promise<string> {
  const flags = new Flags(argv, GC_FORM);
  const url = readCoordinator(flags);
  const days = flags.number('older-than', 0, false) ?? 30;
  flags.throwIfAny();
  const { jobs, artefacts } = await withCoordinator(url, (coordinator) => coordinator.collect(days * DAY));
  return `removed ${jobs} ${jobs === 1 ? 'job' : 'jobs'} and ${artefacts} ${artefacts === 1 ? 'artefact' : 'artefacts'}\n`;
}

/** `disco roles`. */
export async function roles(argv: readonly string[]): Promise<string> {
  new Flags(argv, ROLES_FORM).throwIfAny();
  const { coordinatorRoles } = await import('@disco-engine/coordinator/postgres');
  return coordinatorRoles();
}
