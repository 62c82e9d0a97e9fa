import { type ResultChannel, shareOf } from '@disco-engine/experiments';

/** Channels with the same name and the same states, shown together in one chart. */
export interface StateGroup {
  readonly name: string;
  /** In the order that the model declares them, as far as JSON preserves it. */
  readonly states: readonly string[];
  readonly channels: readonly ResultChannel[];
}

export function stateGroups(channels: readonly ResultChannel[]): StateGroup[] {
  const groups = new Map<string, StateGroup & { channels: ResultChannel[] }>();
  for (const channel of channels) {
    if (channel.kind !== 'state') continue;
    const states = [...new Set(channel.facts.flatMap(({ channel: facts }) => Object.keys(facts.shares)))];
    if (states.length === 0) continue;
    const key = JSON.stringify([channel.name, states]);
    const known = groups.get(key) ?? { name: channel.name, states, channels: [] };
    known.channels.push(channel);
    groups.set(key, known);
  }
  return [...groups.values()];
}

/** The share of time in each state in a case, averaged over the replications that entered any state; undefined if none did. */
export function meanShares(
  channel: ResultChannel,
  states: readonly string[],
  number: number,
): readonly number[] | undefined {
  const known = channel.facts.filter(({ run, channel: facts }) => run.case === number && facts.count > 0);
  if (known.length === 0) return undefined;
  return states.map(
    (state) => known.reduce((sum, { channel: facts }) => sum + shareOf(facts.shares, state), 0) / known.length,
  );
}
