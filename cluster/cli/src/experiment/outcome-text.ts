import { olderNotes, replicationName, type ExperimentProgress, type OlderRun } from '@disco-engine/experiments';
import { failureLines } from './failures-text.js';

/**
 * What came of an experiment, for people: how many replications there are of each status, and each error once.
 *
 * @param older replications that were made by something else, and kept
 */
export function outcomeText(
  { status, replications, notes }: ExperimentProgress,
  older: readonly OlderRun[],
  folder: string,
  command: string,
): string {
  const cases = new Set(replications.map((one) => one.case)).size;
  const count = (wanted: string): number => replications.filter((one) => one.status === wanted).length;
  const lines = [`${status}: ${count('FINISHED')} of ${replications.length} replications are in ${folder}`];
  lines.push(...failureLines(replications).map((line) => `  ${line}`));
  for (const one of replications) {
    if (one.record?.logFailure)
      lines.push(`  ${replicationName(one, cases)} has summaries and no records: ${one.record.logFailure}`);
  }
  lines.push(...[...notes, ...olderNotes(older)].map((text) => `  ${text}`));
  if (status !== 'FINISHED') lines.push(`go on with: ${command}`);
  if (count('FINISHED') > 0) lines.push(`figures: disco results ${folder}`);
  return `${lines.join('\n')}\n`;
}

/** The same for programs, on one line, with where the figures are. */
export function outcomeJson(
  { status, replications, notes }: ExperimentProgress,
  older: readonly OlderRun[],
  folder: string,
): string {
  const told = replications.map(({ case: number, replication, status: own, record }) => {
    const { digest = null, error = null, logFailure = null } = record ?? {};
    return { case: number, replication, status: own, digest, error, logFailure };
  });
  return `${JSON.stringify({ status, replications: told, notes, older, results: folder, figures: figuresCommand(folder) })}\n`;
}

/** The command that prints the figures of a results folder as JSON. */
export function figuresCommand(folder: string): string {
  return `disco results ${folder} --json`;
}
