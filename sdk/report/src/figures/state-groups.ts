import { type ResultChannel, shareOf } from '@disco-engine/experiments';

/** Channels of one name that have the same states, which one chart shows together. */
export interface StateGroup {
  readonly name: string;
  /** In the order in which the model declares them, as far as JSON has kept it. */
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

/** The share of time of each state in a case: the mean over the replications that have entered any. Undefined where none has. */
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
