import type { ReplicationRecord } from '@disco-engine/experiments';
import { shownValue } from '@disco-engine/kernel';
import type { ChannelSummary } from '@disco-engine/sdk';

type Recorded = ReplicationRecord['channels'];

/** The first difference between an earlier log and the present one, or undefined. */
export function logDifference(before: Recorded, now: readonly ChannelSummary[]): string | undefined {
  const nameOf = ({ node, name }: { readonly node: string; readonly name: string }): string => `${node}/${name}`;
  const known = new Map(before.map((channel) => [nameOf(channel), channel]));
  for (const channel of now) {
    const name = nameOf(channel);
    const old = known.get(name);
    if (old === undefined) return `channel ${name} is new`;
    known.delete(name);
    for (const field of Object.keys(channel) as (keyof ChannelSummary & keyof Recorded[number])[]) {
      const [was, is] = [old[field], channel[field]];
      // Results of an earlier version lack figures that came later.
      if (was === undefined) continue;
      if (JSON.stringify(was) === JSON.stringify(is)) continue;
      const values =
        typeof is === 'object' && is !== null ? 'has changed' : `was ${shownValue(was)} and is now ${shownValue(is)}`;
      return `${field} of channel ${name} ${values}`;
    }
  }
  const [gone] = known.keys();
  return gone === undefined ? undefined : `channel ${gone} is missing now`;
}
