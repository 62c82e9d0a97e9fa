import type { FarmJobStatus } from '@disco-engine/coordinator/farm';
import { alignedLines, type AlignedColumn } from '../terminal/aligned.js';
import { styled, type Line } from '../terminal/styled.js';

/** Characters of the name of a job in a table; the first ones are enough to name it. */
const SHORT = 8;

const COLUMNS: readonly AlignedColumn<FarmJobStatus>[] = [
  { title: 'job', align: 'left', cell: ({ job }) => job.slice(0, SHORT) },
  {
    title: 'experiment or run',
    align: 'left',
    cell: ({ kind, name, model }) => (kind === 'run' ? `${model} on ${name}` : name),
  },
  { title: 'state', align: 'left', cell: stateText },
  { title: 'priority', align: 'right', cell: ({ priority }) => String(priority) },
  { title: 'replications', align: 'right', cell: ({ finished, replications }) => `${finished} of ${replications}` },
  { title: 'running', align: 'right', cell: ({ running }) => String(running) },
  { title: 'queued', align: 'right', cell: ({ queued }) => String(queued) },
];

/** A row for each experiment or run, and below them what needs attention. */
export function statusLines(all: readonly FarmJobStatus[], width: number | undefined): Line[] {
  if (all.length === 0) return ['there are no jobs'];
  return [...alignedLines(COLUMNS, all, width), ...all.flatMap(attentionLines)];
}

function attentionLines({ job, error, alarms, notes }: FarmJobStatus): Line[] {
  const short = job.slice(0, SHORT);
  return [
    ...(error === undefined ? [] : [[styled('bad', `${short} failed`), `: ${error}`]]),
    ...alarms.map(({ member, attempt, recorded, reported }): Line => [
      styled('bad', `${short} REPLICATION_DIFFERS`),
      `: ${member} reported digest ${reported} in attempt ${attempt}, but the recorded one is ${recorded}`,
    ]),
    ...notes.map((note): Line => [styled('caution', short), `: ${note}`]),
  ];
}

function stateText({ state, isPaused }: FarmJobStatus): string {
  const isOpen = state === 'QUEUED' || state === 'ASSIGNED';
  return isOpen && isPaused ? 'PAUSED' : state === 'ASSIGNED' ? 'ACTIVE' : state;
}
