import type { ReplicationRecord } from '@disco-engine/experiments';
import type { ChannelSummary } from '@disco-engine/sdk';
import { expect, it } from 'vitest';
import { logDifference } from '../../src/experiment/log-difference.js';

type Channel = ReplicationRecord['channels'][number] & ChannelSummary;

const demand: Channel = {
  node: 'n/a',
  name: 'demand',
  kind: 'tally',
  unit: '',
  labels: {},
  count: 10,
  mean: 8,
  deviation: 0,
  minimum: 8,
  maximum: 8,
  last: 8,
};
const busy: Channel = { ...demand, name: 'busy', kind: 'state', mean: null, shares: { on: 1 } };

it.each<[Channel[], Channel[], string | undefined]>([
  [[demand, busy], [busy, demand], undefined],
  [[demand], [{ ...demand, mean: 80 }], 'mean of channel n/a/demand was 8 and is now 80'],
  [[demand], [{ ...demand, sum: 80 }], undefined], // recorded before there were sums
  [[{ ...demand, sum: 80 }], [{ ...demand, sum: 81 }], 'sum of channel n/a/demand was 80 and is now 81'],
  [[busy], [{ ...busy, shares: { on: 0.5 } }], 'shares of channel n/a/busy has changed'],
  [[demand], [demand, busy], 'channel n/a/busy is new'],
  [[demand, busy], [demand], 'channel n/a/busy is missing now'],
])('finds the first difference between two logs', (before, now, told) => {
  expect(logDifference(before, now)).toBe(told);
});
