import { type ExperimentDescription, independent, responseName, type SampledResponse } from '@disco-engine/experiments';
import * as statistics from '@disco-engine/statistics';
import { markup, type Markup } from '../markup/html.js';

type Kind = statistics.IntervalWarning['kind'];

/** Longer lists of responses are cut to this many. */
const NAMED = 5;

const TEXTS: Readonly<Record<Kind, string>> = {
  few: 'based on fewer than ten values, whose spread is mostly chance',
  constant: 'based on values that do not vary, which proves little: a rare event may not have happened yet',
  skewed: 'based on too few values for their skewness, which cover the mean less often than stated',
};

/** One paragraph on the intervals that may be too narrow; undefined if there are none. */
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
  return markup`<p class="note" id="interval-notes">Unreliable intervals: ${texts.join('; ')}.</p>`;
}
