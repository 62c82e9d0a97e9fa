import { channelsOf, responsesOf, type ChannelFacts, type RunFacts } from '@disco-engine/experiments';
import { expect, test } from 'vitest';

const run = {
  case: 0,
  status: 'FINISHED',
  digest: '',
  epoch: 10,
  activations: 1,
  events: 1,
  seconds: 1,
  workers: [],
  log: null,
  logFailure: null,
  error: null,
} as const;

function channel(name: string, changes: Partial<ChannelFacts>): ChannelFacts {
  const empty = { mean: null, deviation: null, sum: null, minimum: null, maximum: null, last: null };
  const parts = { shares: {}, counts: [], edges: [], means: [] };
  return { node: 'n/a', name, kind: 'tally', unit: '', labels: {}, count: 0, ...empty, ...parts, ...changes };
}

function responses(...channels: readonly ChannelFacts[]): unknown[] {
  const runs = channels.map((one, replication): RunFacts => ({ ...run, replication, channels: [one] }));
  return channelsOf(runs)
    .flatMap((one) => responsesOf(one, 1))
    .map(({ name, cases, missing }) => [name, [...cases[0]], [...missing[0]]]);
}

test('a state that was entered before the warm-up and never left has all of the time', () => {
  const shares = { busy: 1, idle: 0 };
  const never = { busy: 0, idle: 0 };
  const mood = [shares, never].map((own) => channel('mood', { kind: 'state', count: 0, shares: own }));
  const missing = [[1, 'nothing was recorded after the warm-up']];
  expect(responses(...mood)).toEqual([
    ['n/a/mood: busy', [[0, 1]], missing],
    ['n/a/mood: idle', [[0, 0]], missing],
  ]);
});

test('a channel without records in any replication still appears, with the reason for its missing value', () => {
  expect(responses(channel('wait', {}), channel('wait', { count: 3, mean: 1e300 }))).toEqual([
    [
      'n/a/wait',
      [],
      [
        [0, 'nothing was recorded after the warm-up'],
        [1, 'it is not finite, or beyond ±1e140'],
      ],
    ],
  ]);
});
