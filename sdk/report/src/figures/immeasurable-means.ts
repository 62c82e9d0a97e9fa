import type { RunFacts } from '@disco-engine/experiments';
import { isMeasurable } from '@disco-engine/statistics';

/** Channels whose means exceed the measurable range in some replications, with the number of these: `n/a/best (3 replications)`. */
export function immeasurableMeans(runs: readonly RunFacts[]): string[] {
  const counts = new Map<string, number>();
  for (const { channels } of runs)
    for (const { node, name, mean, means } of channels) {
      if ([mean ?? 0, ...means].every(isMeasurable)) continue;
      const channel = `${node}/${name}`;
      counts.set(channel, (counts.get(channel) ?? 0) + 1);
    }
  return Array.from(
    counts,
    ([channel, count]) => `${channel} (${count} ${count === 1 ? 'replication' : 'replications'})`,
  );
}
