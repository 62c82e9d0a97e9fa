import type { ExperimentDescription, RunFacts } from '@disco-engine/experiments';
import { markup, type Markup } from '../markup/html.js';

/** What counts once where replications come in pairs. */
export function pairsNote({ antithetic }: ExperimentDescription, finished: readonly RunFacts[]): Markup | undefined {
  if (!antithetic) return undefined;
  const known = new Set(finished.map((run) => `${run.case}/${run.replication}`));
  const alone = finished.filter((run) => !known.has(`${run.case}/${run.replication ^ 1}`)).length;
  const left = alone === 0 ? '' : ` ${alone} that have finished do not count, because their partners have not.`;
  return markup`<p>${`Replications 2k and 2k + 1 are an antithetic pair: means, intervals, differences and n are those of the means of pairs.${left}`}</p>`;
}
