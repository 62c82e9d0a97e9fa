import { describe, expect, it } from 'vitest';
import { Successors, type DiscoError } from '@disco-engine/sdk';
import { thrownBy } from '../refusal.js';
import { afterwards, gossip, House, Inn, order, supply, town } from './town.js';

function codeOf(action: () => unknown): string {
  return (thrownBy(action) as DiscoError).code;
}

describe('the successors of a node', () => {
  it('are along the edges of one layer, by name, with their weights', async () => {
    const { context } = (await town()).node('house/a', House);
    const orders = context.successors(order);
    expect(orders.size).toBe(2);
    expect(orders.names).toEqual(['house/b', 'house/c']);
    expect([orders.weight(0), orders.weight(1)]).toEqual([0.5, 3]);
    expect([orders.indexOf('house/c'), orders.indexOf('house/b'), orders.indexOf('house/a')]).toEqual([1, 0, -1]);
    expect(context.successors(supply).names).toEqual(['house/c']);
    expect(context.successors('order')).toBe(orders);
  });

  it('are empty if no edge leads away', async () => {
    const { context } = (await town()).node('house/b', House);
    expect(context.successors(order).size).toBe(0);
    expect(context.successors(order).names).toEqual([]);
  });

  it('are all nodes that handle it, on a complete layer', async () => {
    const { context } = (await town()).node('house/b', House);
    const all = context.successors(gossip);
    expect(all.names).toEqual(['house/a', 'house/b', 'house/c', 'inn/i']);
    expect(all.weight(3)).toBe(1);
    expect(all.indexOf('inn/i')).toBe(3);
  });

  it('include the node itself if a self relation or a complete layer leads there', async () => {
    const { context } = (await town()).node('house/b', House);
    expect(context.self(supply).names).toEqual(['house/b']);
    expect(context.self(supply).weight(0)).toBe(1);
    expect(context.self(gossip).names).toEqual(['house/b']);
  });

  it('are refused for the node itself if nothing leads there, with the missing declaration', async () => {
    const simulation = await town();
    const { context } = simulation.node('house/b', House);
    expect(thrownBy(() => context.self(order))).toMatchObject({
      code: 'SEND_UNDECLARED',
      message:
        "node 'house/b' has no self relation to 'order'; name it in `selfRelations` of the @OnEvent method that sends there",
      place: { node: 'house/b', target: 'house/b/order' },
    });
    expect(thrownBy(() => simulation.node('inn/i', Inn).context.self(supply))).toMatchObject({
      code: 'SEND_UNDECLARED',
    });
  });

  it('receive by index: now or after the minimum delay, after a delay, or at an epoch', async () => {
    const heard = await afterwards(({ context }) => {
      const orders = context.successors(order);
      orders.send(0, 'now');
      orders.send(1, 'later', 4);
      orders.sendAt(0, 'at six', 6);
      context.successors(supply).send(0, 'soonest');
      context.self(supply).send(0, 'to myself', 3);
      context.successors(gossip).send(1, 'news');
    });
    expect(heard).toEqual({
      a: ['supply@3 to myself from house/a'],
      b: ['order@0 now from house/a', 'gossip@1 news from house/a', 'order@6 at six from house/a'],
      c: ['supply@2 soonest from house/a', 'order@4 later from house/a'],
    });
  });

  it('receive promises by index', async () => {
    const codes: string[] = [];
    const simulation = await town({
      a: ({ context }) => {
        context.successors(order).promise(0, 5);
        context.successors(gossip).promise(1, 5);
        codes.push(codeOf(() => context.successors(order).promise(0, 4)));
        codes.push(codeOf(() => context.successors(gossip).promise(1, 4)));
        context.successors(order).promise(1, 4);
      },
    });
    simulation.until(9);
    expect(codes).toEqual(['PROMISE_LOWERED', 'PROMISE_LOWERED']);
  });

  it.each([-1, 2, 0.5, NaN, Infinity, 2 ** 32, '0' as unknown as number])('have no index %s', async (index) => {
    const seen: unknown[] = [];
    const heard = await afterwards(({ context }) => {
      for (const successors of [context.successors(order), context.successors(gossip)]) {
        const beyond = index === 2 ? successors.size : index;
        for (const call of ['send', 'sendAt', 'promise', 'weight'] as const) {
          seen.push(thrownBy(() => (successors[call] as (...all: unknown[]) => void)(beyond, 9, 9)));
        }
      }
    });
    expect(heard).toEqual({});
    expect(seen).toHaveLength(8);
    for (const error of seen) expect(error).toBeInstanceOf(RangeError);
    expect(String(seen[0])).toContain("the size is 2 on layer 'order'");
  });

  it('refuse what the kernel refuses', async () => {
    const codes: string[] = [];
    await afterwards(({ context }) => {
      codes.push(codeOf(() => context.successors(supply).send(0, 'too soon', 1.9)));
      codes.push(codeOf(() => context.successors(order).send(0, 'never', NaN)));
      codes.push(codeOf(() => context.successors(order).sendAt(0, 'before', -1)));
    });
    expect(codes).toEqual(['SEND_TOO_EARLY', 'EPOCH_INVALID', 'EPOCH_INVALID']);
  });

  it('belong to their node: no other node can send to them, and nothing outside a handler', async () => {
    const codes: string[] = [];
    const simulation = await town({
      b: () => {
        for (const layer of [order, supply, gossip]) {
          codes.push(codeOf(() => simulation.node('house/a', House).context.successors(layer).send(0, 'as a', 3)));
        }
        codes.push(codeOf(() => simulation.node('house/a', House).context.successors(order).promise(0, 3)));
      },
    });
    simulation.until(9);
    const { context } = simulation.node('house/a', House);
    codes.push(codeOf(() => context.successors(order).send(0, 'outside', 9)));
    expect(codes).toEqual(Array.from({ length: 5 }, () => 'CALL_OUTSIDE_HANDLER'));
    expect(context.successors(order)).toBeInstanceOf(Successors);
  });
});
