import type { ExperimentDescription, SampledResponse } from '@disco-engine/experiments';
import { entryAt } from '@disco-engine/kernel';
import { markup, type Markup } from '../markup/html.js';

/** Longer lists of responses are cut to this many. */
const NAMED = 5;

/** One paragraph on the responses that lack a value in some finished replications, and why; undefined if there are none. */
export function missingNotes(
  responses: readonly SampledResponse[],
  { cases }: ExperimentDescription,
): Markup | undefined {
  const texts = responses.flatMap(({ name, cases: samples, missing }) =>
    missing.flatMap((reasons, number) => {
      const [first] = [...reasons].sort(([a], [b]) => a - b);
      if (first === undefined) return [];
      const all = reasons.size + entryAt(samples, number).size;
      const where = cases.length === 1 ? '' : ` (case ${number})`;
      return [`${name}${where} in ${reasons.size} of ${all} replications: ${first[1]}`];
    }),
  );
  if (texts.length === 0) return undefined;
  const more = texts.length > NAMED ? `; and ${texts.length - NAMED} more` : '';
  return markup`<p class="note" id="missing-notes">Without a value, and therefore not in the means: ${texts.slice(0, NAMED).join('; ')}${more}.</p>`;
}
