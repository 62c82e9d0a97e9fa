import type { Job } from '@disco-engine/coordinator';
import { isRun, replicationsOf } from '@disco-engine/coordinator/farm';
import { Flags } from '../flags/flags.js';
import { alignedLines, type AlignedColumn } from '../terminal/aligned.js';
import { styled, type Line } from '../terminal/styled.js';
import { widthOf } from '../terminal/terminal.js';
import { readCoordinator, withCoordinator } from '../flags/coordinator-flag.js';
import { LOGS_FORM } from './farm-specs.js';
import { findJob } from './find-job.js';

interface Part {
  readonly job: Job;
  readonly replications: readonly string[];
  /** Who has finished it, or works on it. */
  readonly member: string;
}

const COLUMNS: readonly AlignedColumn<Part>[] = [
  { title: 'replications', align: 'left', cell: ({ replications }) => shortened(replications) },
  { title: 'state', align: 'left', cell: ({ job }) => job.state },
  { title: 'attempt', align: 'right', cell: ({ job }) => String(job.attempt) },
  { title: 'worker', align: 'left', cell: ({ member }) => member },
];

/** `disco logs`. */
export async function logs(argv: readonly string[]): Promise<string | readonly Line[]> {
  const flags = new Flags(argv, LOGS_FORM);
  const url = readCoordinator(flags);
  flags.throwIfAny();
  return withCoordinator(url, async (coordinator) => {
    const found = await findJob(coordinator, flags.argument(0));
    const parts: Part[] = [];
    for (const job of isRun(found) ? [found] : await coordinator.jobs({ parent: found.id })) {
      const result = job.state === 'FINISHED' ? await coordinator.result(job.id) : undefined;
      const member = result?.member ?? job.members.join(', ');
      parts.push({ job, replications: isRun(job) ? ['run'] : replicationsOf(job), member });
    }
    if (flags.has('json')) return `${JSON.stringify(parts.map(plain))}\n`;
    if (parts.length === 0) return 'nothing of the job has begun\n';
    const errors = parts.flatMap(({ job, replications }): Line[] =>
      job.error === undefined ? [] : [[styled('bad', shortened(replications)), `: ${job.error}`]],
    );
    return [...alignedLines(COLUMNS, parts, widthOf(process.stdout)), ...errors];
  });
}

function plain({ job, replications, member }: Part): object {
  const { id, state, attempt, error, alarms } = job;
  return { job: id, replications, state, attempt, worker: member === '' ? null : member, error: error ?? null, alarms };
}

function shortened(replications: readonly string[]): string {
  const [first = '', ...others] = replications;
  return others.length === 0 ? first : `${first} … ${others.at(-1)} (${replications.length})`;
}
