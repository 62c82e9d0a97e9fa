import type { ExperimentDescription, RunFacts } from '@disco-engine/experiments';
import { markup, type Markup } from '../markup/html.js';

/** Explains how antithetic pairs are counted; undefined if replications are not paired. */
export function pairsNote({ antithetic }: ExperimentDescription, finished: readonly RunFacts[]): Markup | undefined {
  if (!antithetic) return undefined;
  const known = new Set(finished.map((run) => `${run.case}/${run.replication}`));
  const alone = finished.filter((run) => !known.has(`${run.case}/${run.replication ^ 1}`)).length;
  const left =
    alone === 0 ? '' : ` Finished replications that do not count, because their partners have not finished: ${alone}.`;
  return markup`<p>${`Replications 2k and 2k + 1 form an antithetic pair: means, intervals, differences and n are those of the means of pairs.${left}`}</p>`;
}
