import { describe, expect, it } from 'vitest';
import { completeLayer, layer } from '../sketch.js';
import { Team } from './team.js';

/** a and c wait for what b on worker 1 may send. */
function waiting(delay: number, next = Infinity): Team {
  const sketch = {
    simprocs: [layer('x', delay)],
    nodes: ['a', 'b', 'c'],
    edges: { x: ['b>c', ...(delay > 0 ? ['a>b'] : [])] },
  };
  return new Team(sketch, [0, 1, 0], {
    x: (node) => node.epoch === 0 && node.name !== 'b' && next < Infinity && node.wakeup(next),
  });
}

describe('what a worker waits for', () => {
  it('is described by its next activation, the promise that holds it up, and the link', () => {
    const team = waiting(0.5, 3);
    const [kernel] = team.kernels;
    expect(kernel.waitsFor()).toBeUndefined();
    expect(kernel.advance(9)).toBe('blocked');
    expect(kernel.waitsFor()).toBe(
      'worker 0 with an activation at epoch 3 waits for worker 1, which promised nothing before epoch 0.5 by way of b/x → c/x',
    );
  });

  it('includes the port, if a particular one is next', () => {
    const team = waiting(0, 3);
    expect(team.kernels[0].advance(9)).toBe('blocked');
    expect(team.kernels[0].waitsFor()).toBe(
      'worker 0 with an activation of c/x at epoch 0 waits for worker 1, which promised nothing before epoch 0 by way of b/x → c/x',
    );
  });

  it('is described if it has nothing to do, but not at the horizon', () => {
    const team = waiting(0.5);
    const [kernel] = team.kernels;
    kernel.advance(9);
    expect(kernel.waitsFor()).toMatch(/^worker 0, which has nothing to do, waits for worker 1, /);
    expect(kernel.advance(0.5)).toBe('horizon');
    expect(kernel.waitsFor()).toBeUndefined();
  });

  it('has no link on a complete layer, which declares none', () => {
    const team = new Team({ simprocs: [completeLayer('x', 0.5)], nodes: ['a', 'b'] }, [0, 1], {});
    team.kernels[0].advance(9);
    team.kernels[0].waited(4);
    expect(team.kernels[0].waitsFor()).toMatch(/promised nothing before epoch 0\.5$/);
    expect(team.kernels[0].exchangeReport?.heldUpAt).toBeUndefined();
  });

  it('names the worker that promised least', () => {
    const sketch = { simprocs: [layer('x', 1)], nodes: ['a', 'b', 'c'], edges: { x: ['b>a', 'c>a'] } };
    const team = new Team(sketch, [0, 1, 2], {});
    team.deliver(team.step(1, 9));
    team.kernels[0].advance(9);
    expect(team.kernels[0].waitsFor()).toMatch(/waits for worker 2, .* before epoch 1 by way of c\/x → a\/x$/);
  });
});

describe('the report of a worker', () => {
  it('counts nothing if it never waited', () => {
    const team = waiting(0.5, 3);
    expect(team.kernels[0].exchangeReport).toEqual({
      worker: 0,
      bounds: 'worker',
      peers: [
        {
          worker: 1,
          eventsSent: 0,
          eventsReceived: 0,
          messagesSent: 0,
          promisesSent: 0,
          messagesReceived: 0,
          waits: 0,
          blockedMilliseconds: 0,
          missingLookahead: 0,
        },
      ],
      heldUpAt: undefined,
    });
  });

  it('says how often and how long it waited, for which worker and where, and by how much the lookahead was too short', () => {
    const team = waiting(0.5, 3);
    const [kernel] = team.kernels;
    team.step(0, 9);
    kernel.waited(4);
    kernel.waited(6);
    expect(kernel.exchangeReport).toMatchObject({
      peers: [{ waits: 2, blockedMilliseconds: 10, missingLookahead: 2.5 }],
      heldUpAt: { port: 'c/x', milliseconds: 10 },
    });
  });

  it('averages the missing lookahead only over waits with work to do', () => {
    const team = waiting(0.5, 3);
    const [kernel] = team.kernels;
    team.step(0, 9);
    kernel.waited(1);
    // b will act at epoch 1, and what it sends then arrives at 1.5.
    const [letter] = team.step(1, 9);
    Object.assign(letter.message, { promiseEpoch: 1, nextEpoch: 1, nextPlace: 0 });
    team.deliver([letter]);
    team.step(0, 9);
    kernel.waited(1);
    const { missingLookahead, waits } = kernel.exchangeReport?.peers[0] ?? {};
    expect(waits).toBe(2);
    expect(missingLookahead).toBe((2.5 + 1.5) / 2);
    const idle = waiting(0.5);
    idle.step(0, 9);
    idle.kernels[0].waited(3);
    expect(idle.kernels[0].exchangeReport?.peers[0]).toMatchObject({ waits: 1, missingLookahead: 0 });
  });

  it('names the port at which it waited longest', () => {
    const sketch = { simprocs: [layer('x')], nodes: ['a', 'b', 'c', 'd'], edges: { x: ['a>b', 'c>d'] } };
    const team = new Team(sketch, [1, 0, 1, 0], { x: (node) => node.epoch < 5 && node.wakeup(node.epoch + 1) });
    const [kernel, other] = team.kernels;
    team.step(0, 9);
    kernel.waited(2);
    expect(kernel.exchangeReport?.heldUpAt).toEqual({ port: 'b/x', milliseconds: 2 });
    other.advance(9, 1);
    team.deliver(team.tell(1, 'blocked'));
    team.step(0, 9);
    kernel.waited(3);
    expect(kernel.exchangeReport?.heldUpAt).toEqual({ port: 'd/x', milliseconds: 3 });
    team.deliver(team.step(1, 9));
    expect(kernel.exchangeReport?.peers[0]).toMatchObject({ messagesReceived: 2, waits: 2, blockedMilliseconds: 5 });
  });

  it('counts messages and events both ways', () => {
    const sketch = { simprocs: [layer('x', 1)], nodes: ['a', 'b'], edges: { x: ['a>b', 'b>a'] } };
    const team = new Team(sketch, [0, 1], {
      x: (node, batch) => {
        if (node.name === 'a') for (let i = 0; i < 3; i++) node.send('b/x', node.epoch + 1);
        if (node.name === 'b' && batch.size > 0) node.send('a/x', node.epoch + 1);
      },
    });
    expect(team.run(3)).toBeGreaterThan(0);
    const [left, right] = team.kernels.map(({ exchangeReport }) => exchangeReport?.peers[0]);
    expect([left?.worker, right?.worker]).toEqual([1, 0]);
    // At epochs 0 and 2, a sends three events each, and b answers each batch once.
    expect([left?.eventsSent, right?.eventsReceived]).toEqual([6, 6]);
    expect([right?.eventsSent, left?.eventsReceived]).toEqual([1, 1]);
    expect(left?.messagesSent).toBe(right?.messagesReceived);
    expect(right?.messagesSent).toBe(left?.messagesReceived);
    for (const [peer, events] of [
      [left, 2],
      [right, 1],
    ] as const) {
      expect((peer?.messagesSent ?? 0) - (peer?.promisesSent ?? 0)).toBe(events);
    }
    expect(right?.promisesSent).toBeGreaterThan(0);
    expect(team.kernels.map(({ crossed }) => crossed)).toEqual([
      { sent: 6, received: 1 },
      { sent: 1, received: 6 },
    ]);
  });
});
