import type { ChannelFacts, RunFacts } from '@disco-engine/experiments';

/** A channel over all replications that have finished. */
export interface ReportChannel {
  readonly node: string;
  readonly name: string;
  readonly kind: ChannelFacts['kind'];
  readonly unit: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly facts: readonly { readonly run: RunFacts; readonly channel: ChannelFacts }[];
}

/** All channels in canonical order: by node, then by name. What a channel is comes from the first replication that has it. */
export function channelsOf(runs: readonly RunFacts[]): ReportChannel[] {
  const channels = new Map<string, ReportChannel & { facts: { run: RunFacts; channel: ChannelFacts }[] }>();
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
  return [...channels.values()].sort((a, b) => compare(a.node, b.node) || compare(a.name, b.name));
}

/** By UTF-16 units, which is the same on every machine. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
