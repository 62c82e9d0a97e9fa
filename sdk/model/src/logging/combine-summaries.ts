import { ChangeList } from './change-list.js';
import type { ChannelSummary, FedTotal } from './channel-summary.js';
import { compareChannels } from './log-channel.js';
import { RecordedChannels } from './recorded-channels.js';
import { totalChannel } from './total-channel.js';
import { TotalLevel } from './total-level.js';

/**
 * Combines the summaries of all partitions of a run, in canonical order. The result equals the summaries of a run on one worker
 * if every partition was asked for the same end. Totals over nodes are summed here, from what the channels that feed them carry
 * along.
 */
export function combineSummaries(parts: readonly (readonly ChannelSummary[])[]): ChannelSummary[] {
  const channels = parts.flat().sort(compareChannels);
  const fed = new Map<string, FedTotal[]>();
  const own = channels.map(({ feeds, ...channel }) => {
    if (feeds !== undefined) fed.set(feeds.total.name, [...(fed.get(feeds.total.name) ?? []), feeds]);
    return channel;
  });
  return [...own, ...[...fed.values()].flatMap(summed)].sort(compareChannels);
}

/** @param members in canonical order */
function summed(members: readonly FedTotal[]): ChannelSummary[] {
  const [first] = members;
  if (first === undefined) return [];
  const recorded = new RecordedChannels([totalChannel(first.total)], first.warmup);
  const changes = new ChangeList();
  for (const [member, { epochs, values }] of members.entries())
    for (const [at, epoch] of epochs.entries()) changes.add(member, epoch, values[at] ?? NaN);
  new TotalLevel(members.length, (epoch, total) => recorded.take(0, epoch, 0, total)).take(changes);
  return recorded.summaries(first.end);
}
