import { type ExperimentDescription, independent, responseName, type SampledResponse } from '@disco-engine/experiments';
import * as statistics from '@disco-engine/statistics';
import { markup, type Markup } from '../markup/html.js';

type Kind = statistics.IntervalWarning['kind'];

/** How many are named of each kind. */
const NAMED = 5;

const TEXTS: Readonly<Record<Kind, string>> = {
  few: 'have less than ten values, whose deviation is mostly chance',
  constant: 'do not vary, which is no certainty: what is rare may not have happened yet',
  skewed: 'are too skewed for so few values, and cover the mean less often than they say',
};

/** One paragraph on the intervals that are narrower than the truth; undefined where there is none. */
export function intervalNotes(
  responses: readonly SampledResponse[],
  experiment: ExperimentDescription,
): Markup | undefined {
  const doubtful: Record<Kind, string[]> = { few: [], constant: [], skewed: [] };
  let intervals = 0;
  for (const response of responses) {
    const { cases } = response;
    cases.forEach((sample, number) => {
      const values = independent(experiment, sample);
      if (values.length === 0) return;
      intervals += 1;
      const kind = statistics.intervalWarning(values)?.kind;
      const name = responseName(response);
      if (kind !== undefined) doubtful[kind].push(cases.length === 1 ? name : `${name} (case ${number})`);
    });
  }
  const kinds = (['few', 'constant', 'skewed'] as const).filter((kind) => doubtful[kind].length > 0);
  if (kinds.length === 0) return undefined;
  const texts = kinds.map((kind) => {
    const names = doubtful[kind];
    const more = names.length > NAMED ? ` and ${names.length - NAMED} more` : '';
    return `${names.length} of ${intervals} ${TEXTS[kind]} (${names.slice(0, NAMED).join(', ')}${more})`;
  });
  return markup`<p class="note" id="interval-notes">Intervals not to rely on: ${texts.join('; ')}.</p>`;
}
