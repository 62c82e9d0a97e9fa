import { describe, expect, it } from 'vitest';
import type { DiscoError } from '@disco-engine/sdk';
import { thrownBy } from '../refusal.js';
import { afterwards, gossip, House, order, supply, town } from './town.js';

describe('context.send', () => {
  it('sends to a node by name: as soon as possible, after a delay, or at an epoch', async () => {
    const heard = await afterwards(({ context }) => {
      context.send({ node: 'house/b', simproc: order, payload: 'now' });
      context.send({ node: 'house/b', simproc: 'order', payload: 'later', delay: 3 });
      context.send({ node: 'house/c', simproc: order, payload: 'at four', epoch: 4 });
      context.send({ node: 'house/c', simproc: supply, payload: 'soonest' });
      context.send({ node: 'house/a', simproc: supply, payload: 'self', epoch: 7 });
      context.send({ node: 'house/a', simproc: gossip, payload: 'rumour' });
    });
    expect(heard).toEqual({
      a: ['gossip@1 rumour from house/a', 'supply@7 self from house/a'],
      b: ['order@0 now from house/a', 'order@3 later from house/a'],
      c: ['supply@2 soonest from house/a', 'order@4 at four from house/a'],
    });
  });

  it.each<[string, (house: House) => void, RegExp, string | undefined]>([
    [
      'NODE_UNKNOWN',
      ({ context }) => context.send({ node: 'b', simproc: order, payload: '' }),
      /'house\/a' sent to 'b', which does not exist; names have the form type\/key/,
      'b',
    ],
    [
      'SIMPROC_UNKNOWN',
      ({ context }) => context.send({ node: 'house/b', simproc: 'odrer', payload: '' }),
      /asked for unknown simproc 'odrer'; the model has: order, supply, gossip/,
      undefined,
    ],
    [
      'SEND_UNDECLARED',
      ({ context }) => context.send({ node: 'house/b', simproc: supply, payload: '' }),
      /house\/a\/order at epoch 0 has no link to house\/b\/supply; add an edge/,
      'house/b/supply',
    ],
    [
      'SEND_UNDECLARED',
      ({ context }) => context.send({ node: 'house/a', simproc: order, payload: '' }),
      /no link to house\/a\/order/,
      'house/a/order',
    ],
    [
      'SEND_UNDECLARED',
      ({ context }) => context.send({ node: 'inn/i', simproc: order, payload: '' }),
      /no link to inn\/i\/order/,
      'inn/i/order',
    ],
    [
      'SEND_TOO_EARLY',
      ({ context }) => context.send({ node: 'house/c', simproc: supply, payload: '', delay: 1.5 }),
      /house\/c\/supply for epoch 1.5; the current epoch is 0, and the minimum delay of the layer is 2/,
      'house/c/supply',
    ],
    [
      'EPOCH_INVALID',
      ({ context }) => context.send({ node: 'house/b', simproc: order, payload: '', delay: NaN }),
      /epoch NaN/,
      undefined,
    ],
    ['WAKEUP_TOO_EARLY', ({ context }) => context.wakeup(0), /wakeup at epoch 0/, undefined],
    ['EPOCH_INVALID', ({ context }) => context.hardWakeup(NaN), /epoch NaN/, undefined],
    ['DELAY_INVALID', ({ context }) => context.wakeupAfter(-1), /wakeupAfter with delay -1/, undefined],
    ['DELAY_INVALID', ({ context }) => context.hardWakeupAfter(NaN), /delay NaN/, undefined],
    ['SIMPROC_UNKNOWN', ({ context }) => context.successors('odrer'), /the model has/, undefined],
    ['SIMPROC_UNKNOWN', ({ context }) => context.self('odrer'), /the model has/, undefined],
  ])('throws %s (%#), and sends nothing', async (code, act, words, target) => {
    let error: DiscoError | undefined;
    const heard = await afterwards((house) => (error = thrownBy(() => act(house)) as DiscoError));
    expect(error).toMatchObject({ code, place: { node: 'house/a' } });
    if (target !== undefined) expect(error?.place.target).toBe(target);
    expect(error?.message).toMatch(words);
    expect(heard).toEqual({});
  });
});

describe('a context', () => {
  const calls: readonly ((house: House) => void)[] = [
    ({ context }) => context.send({ node: 'house/b', simproc: order, payload: '', delay: 9 }),
    ({ context }) => context.wakeup(99),
    ({ context }) => context.hardWakeup(99),
    ({ context }) => context.wakeupAfter(99),
    ({ context }) => context.hardWakeupAfter(99),
  ];

  it('acts only for its own node, and only during its activation', async () => {
    const errors: DiscoError[] = [];
    const all = (house: House): unknown =>
      errors.push(...calls.map((call) => thrownBy(() => call(house)) as DiscoError));
    const simulation = await town({ b: () => all(simulation.node('house/a', House)) });
    all(simulation.node('house/a', House));
    simulation.until(9);
    all(simulation.node('house/a', House));
    expect(errors).toHaveLength(15);
    for (const { code, place } of errors)
      expect({ code, node: place.node }).toEqual({ code: 'CALL_OUTSIDE_HANDLER', node: 'house/a' });
  });

  it('knows its node and the epoch', async () => {
    const simulation = await town();
    const { context } = simulation.node('house/a', House);
    expect([context.node, context.epoch]).toEqual(['house/a', 0]);
  });

  it('wakes the node with soft and hard wakeups', async () => {
    const simulation = await town({
      a: ({ context }) => context.successors(order).send(0, 'early', 1),
      b: ({ context }) => context.hardWakeup(5),
      c: ({ context }) => context.wakeup(3),
    });
    const seen: string[] = [];
    simulation.activations.subscribe(
      ({ node, epoch, events }) => epoch > 0 && seen.push(`${node}@${epoch} ${events.length}`),
    );
    simulation.until(9);
    expect(seen).toEqual(['house/c@3 0', 'house/b@5 1']);
  });

  it('wakes the node after a delay with soft and hard wakeups, later than now', async () => {
    const simulation = await town({
      a: ({ context }) => context.successors(order).send(0, 'early', 1),
      b: ({ context }) => context.hardWakeupAfter(5),
      c: ({ context }) => context.wakeupAfter(0),
    });
    const seen: string[] = [];
    simulation.activations.subscribe(
      ({ node, epoch, events }) => epoch > 0 && seen.push(`${node}@${epoch} ${events.length}`),
    );
    simulation.until(9);
    expect(seen).toEqual(['house/c@5e-324 0', 'house/b@5 1']);
  });
});
