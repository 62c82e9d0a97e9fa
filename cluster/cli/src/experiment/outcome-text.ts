import {
  olderNotes,
  replicationName,
  type ExperimentProgress,
  type ExperimentStatus,
  type OlderRun,
  type ReplicationProgress,
  type Shard,
} from '@disco-engine/experiments';
import { programName, shellWord } from '../terminal/pasted.js';
import { styled, type Line, type Style } from '../terminal/styled.js';
import { ownOf } from './experiment-view.js';
import { failureLines } from './failures-text.js';

const STATUS_STYLES: Readonly<Partial<Record<ExperimentStatus, Style>>> = {
  FINISHED: 'good',
  CANCELED: 'caution',
  FAILED: 'bad',
};

/**
 * The outcome of an experiment for people: how many replications have finished, and each error once.
 *
 * @param older replications made with other code, data or defaults, and kept
 * @param shard whose part was run
 */
export function outcomeLines(
  { status, replications, notes }: Pick<ExperimentProgress, 'status' | 'replications' | 'notes'>,
  older: readonly OlderRun[],
  folder: string,
  command: string,
  shard?: Shard,
): Line[] {
  const cases = new Set(replications.map((one) => one.case)).size;
  const counts =
    shard === undefined
      ? `: ${finishedText(replications)} replications are in ${folder}`
      : `: ${finishedText(ownOf(replications))} replications of shard ${shard.index}/${shard.count} are in ${folder}, ` +
        `and of the whole experiment ${finishedText(replications)}`;
  const lines: Line[] = [[styled(STATUS_STYLES[status] ?? 'faint', status), counts]];
  lines.push(...failureLines(ownOf(replications)).map((line) => `  ${line}`));
  for (const one of replications) {
    if (one.record?.logFailure)
      lines.push(`  ${replicationName(one, cases)} has summaries but no records: ${one.record.logFailure}`);
  }
  const ended = replications.filter(({ record }) => record !== undefined).length;
  lines.push(...[...notes, ...olderNotes(older, ended)].map((text) => `  ${text}`));
  if (status !== 'FINISHED') lines.push(['resume with: ', styled('term', command)]);
  if (replications.some((one) => one.status === 'FINISHED'))
    lines.push(['figures: ', styled('term', `${programName()} results ${shellWord(folder)}`)]);
  return lines;
}

/** The same for programs, on one line, with the command that prints the figures. */
export function outcomeJson(
  { status, replications, notes }: ExperimentProgress,
  older: readonly OlderRun[],
  folder: string,
  shard?: Shard,
): string {
  const told = replications.map(({ case: number, replication, status: own, record }) => {
    const { digest = null, error = null, logFailure = null } = record ?? {};
    return { case: number, replication, status: own, digest, error, logFailure };
  });
  const part = shard === undefined ? {} : { shard };
  return `${JSON.stringify({ status, ...part, replications: told, notes, older, results: folder, figures: figuresCommand(folder) })}\n`;
}

function finishedText(replications: readonly ReplicationProgress[]): string {
  return `${replications.filter(({ status }) => status === 'FINISHED').length} of ${replications.length}`;
}

/** The command that prints the figures of a results folder as JSON. */
export function figuresCommand(folder: string): string {
  return `disco results ${folder} --json`;
}
