import { compareChannels } from '@disco-engine/sdk/extensions';
import type { ChannelFacts, RunFacts } from './run-facts.js';

/** A channel over all finished replications. */
export interface ResultChannel extends Pick<ChannelFacts, 'node' | 'name' | 'kind' | 'unit' | 'labels'> {
  readonly facts: readonly { readonly run: RunFacts; readonly channel: ChannelFacts }[];
}

/** All channels in canonical order: by node, then by name. Kind, unit and labels come from the first replication with the channel. */
export function channelsOf(runs: readonly RunFacts[]): ResultChannel[] {
  const channels = new Map<string, ResultChannel & { facts: { run: RunFacts; channel: ChannelFacts }[] }>();
  for (const run of runs) {
    if (run.status !== 'FINISHED') continue;
    for (const channel of run.channels) {
      const { node, name, kind, unit, labels } = channel;
      const key = JSON.stringify([node, name]);
      const known = channels.get(key) ?? { node, name, kind, unit, labels, facts: [] };
      known.facts.push({ run, channel });
      channels.set(key, known);
    }
  }
  return [...channels.values()].sort(compareChannels);
}
