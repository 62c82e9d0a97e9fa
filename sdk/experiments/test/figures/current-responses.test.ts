import { currentResponses, type ReplicationRecord } from '@disco-engine/experiments';
import { expect, it } from 'vitest';

function record(replication: number, wait: number): ReplicationRecord {
  const figures = { count: 1, mean: wait, deviation: null, minimum: null, maximum: null, last: null };
  return {
    case: 0,
    replication,
    status: 'FINISHED',
    digest: '',
    epoch: 1,
    activations: 1,
    events: 1,
    seconds: 1,
    workers: [],
    channels: [{ node: 'shop/a', name: 'wait', kind: 'tally', unit: 'h', labels: {}, ...figures }],
    responses: { longest: wait, cost: 2 * wait },
    log: null,
    logFailure: null,
    error: null,
  };
}

const experiment = { cases: [{ number: 0, parameters: {} }], replications: 3, antithetic: false };
const records = [record(0, 1), record(1, 3)];

it('declared responses have their unit, or that of the channel that they are about', () => {
  const own = { kind: 'value', text: '', sources: [] } as const;
  const longest = { ...own, name: 'longest', unit: '', unitOf: 'shop/a/wait' };
  const all = currentResponses({ ...experiment, responses: [longest, { ...own, name: 'cost', unit: '€' }] }, records);
  expect(all.map(({ name, unit, mean, n }) => [name, unit, mean, n])).toEqual([
    ['longest', 'h', 2, 2],
    ['cost', '€', 4, 2],
  ]);
});

it('without declared responses, they are the means of the first channels', () => {
  const [wait, ...others] = currentResponses({ ...experiment, responses: [] }, records);
  expect(others).toEqual([]);
  expect(wait).toMatchObject({ name: 'shop/a/wait', unit: 'h', mean: 2, missing: 1 });
});
