import { replicationPath, type Results, type RunFacts } from '@disco-engine/experiments';
import { figureText } from '@disco-engine/statistics';
import { dataTable } from './data-table.js';
import type { Markup } from '../markup/html.js';

/** Every replication that has ended, with its status and error; missing ones are listed as ranges. */
export function replicationsTable({ experiment, asked, runs, older }: Results): Markup {
  const isOlder = new Set(older.map(replicationPath));
  const rows = experiment.cases.flatMap(({ number }) => {
    const own = runs.filter((run) => run.case === number);
    const ofCase: string[][] = [];
    let next = 0;
    const missingUntil = (end: number): void => {
      if (end > next) ofCase.push([String(number), rangeText(next, end - 1), 'missing', ...outcome(undefined)]);
    };
    for (const run of own) {
      missingUntil(run.replication);
      ofCase.push([
        String(number),
        String(run.replication),
        isOlder.has(replicationPath(run)) ? `${run.status}, older` : run.status,
        ...outcome(run),
      ]);
      next = run.replication + 1;
    }
    missingUntil(asked[number] ?? 0);
    return ofCase;
  });
  const number = (title: string): { title: string; isNumber: true } => ({ title, isNumber: true });
  return dataTable({
    id: 'replications-table',
    caption: 'Replications',
    columns: [
      number('Case'),
      number('Replication'),
      { title: 'Status' },
      { title: 'Digest' },
      number('Epoch'),
      number('Activations'),
      number('Events'),
      number('Seconds'),
      { title: 'Error' },
    ],
    rows,
  });
}

function rangeText(first: number, last: number): string {
  return first === last ? String(first) : `${first} – ${last}`;
}

function outcome(run: RunFacts | undefined): string[] {
  if (run === undefined) return ['', '', '', '', '', ''];
  const { digest, epoch, activations, events, seconds, error, logFailure } = run;
  const text = error === null ? (logFailure ?? '') : `${error.message}${placeText(error.place)} [${error.code}]`;
  return [digest, figureText(epoch), figureText(activations), figureText(events), figureText(seconds), text];
}

function placeText({ node, simproc }: NonNullable<RunFacts['error']>['place']): string {
  return node === undefined ? '' : ` at ${node}${simproc === undefined ? '' : ` ${simproc}`}`;
}
