import type { ResultChannel, SampledResponse } from '@disco-engine/experiments';
import { InvalidInputError, type Problem } from '@disco-engine/kernel';
import * as statistics from '@disco-engine/statistics';

/** More charts would make the report slow to open. */
export const MOST_DRAWN = 50;

/**
 * Chooses the channels to draw, in canonical order: those that match the patterns, or all. If there are too many, keeps those whose
 * responses vary most relative to their size, over replications and cases.
 *
 * @param patterns `NODE/NAME` of a channel, where `*` matches any text
 * @throws InvalidInputError `OPTIONS_INVALID` if a pattern matches no channel
 */
export function chooseChannels(
  channels: readonly ResultChannel[],
  responses: readonly SampledResponse[],
  patterns: readonly string[],
): ResultChannel[] {
  const wanted = patterns.length === 0 ? channels : matching(channels, patterns);
  if (wanted.length <= MOST_DRAWN) return [...wanted];
  const variation = new Map<ResultChannel, number>();
  for (const response of responses) {
    if (response.channel === undefined) continue;
    const known = variation.get(response.channel) ?? 0;
    variation.set(response.channel, Math.max(known, variationOf(response)));
  }
  const ranked = wanted.map((channel, place) => ({ channel, place, rank: variation.get(channel) ?? -1 }));
  const drawn = ranked.sort((a, b) => b.rank - a.rank || a.place - b.place).slice(0, MOST_DRAWN);
  return drawn.sort((a, b) => a.place - b.place).map(({ channel }) => channel);
}

function matching(channels: readonly ResultChannel[], patterns: readonly string[]): ResultChannel[] {
  const problems: Problem[] = [];
  const found = new Set<ResultChannel>();
  for (const pattern of patterns) {
    const expression = new RegExp(`^${pattern.split('*').map(quoted).join('.*')}$`, 's');
    const fits = channels.filter(({ node, name }) => expression.test(`${node}/${name}`));
    for (const channel of fits) found.add(channel);
    if (fits.length > 0) continue;
    const some = channels.slice(0, 5).map(({ node, name }) => `${node}/${name}`);
    const hint = some.length === 0 ? 'nothing was logged' : `there are ${channels.length}, such as ${some.join(', ')}`;
    problems.push({ code: 'CHANNEL_UNKNOWN', message: `no channel matches '${pattern}'; ${hint}` });
  }
  if (problems.length > 0) throw new InvalidInputError('OPTIONS_INVALID', 'the list of channels to draw', problems);
  return channels.filter((channel) => found.has(channel));
}

function quoted(text: string): string {
  return text.replace(/[\\^$.|?+()[\]{}]/g, '\\$&');
}

/** Coefficient of variation over all replications of all cases. */
function variationOf({ cases }: SampledResponse): number {
  const values = cases.flatMap((sample) => [...sample.values()]).filter((value) => typeof value === 'number');
  const { mean, deviation = 0 } = statistics.summary(values);
  if (mean === undefined) return -1;
  return deviation === 0 ? 0 : deviation / Math.abs(mean);
}
