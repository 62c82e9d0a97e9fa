import type { NodeTypeSpec } from '@disco-engine/kernel';
import { describe, expect, it } from 'vitest';
import { completeLayer, layer, nodeType } from '../sketch.js';
import { Team } from './team.js';

const ring = (delay: number) => ({
  simprocs: [layer('x', delay)],
  nodes: ['a', 'b', 'c'],
  edges: { x: ['a>b', 'b>c', 'c>a'] },
});

describe('a run of several workers', () => {
  it('crosses a quiet stretch in one step, however short the lookahead', () => {
    const team = new Team(ring(1e-6), [0, 1, 2], { x: (node) => node.epoch === 0 && node.wakeup(1000) });
    expect(team.run(2000)).toBeLessThan(60);
    expect(team.trace.slice(3)).toEqual(['a/x@1000 []', 'b/x@1000 []', 'c/x@1000 []']);
  });

  it('crosses one while some workers are at the horizon with events beyond it', () => {
    // a sends to b beyond the horizon; b need not confirm it.
    const edges = { x: ['a>b', 'b>c', 'c>a', 'c>d', 'd>c'] };
    const team = new Team({ simprocs: [layer('x', 1e-6)], nodes: ['a', 'b', 'c', 'd'], edges }, [0, 1, 2, 3], {
      x: (node) => {
        if (node.epoch === 0 && node.name === 'a') node.send('b/x', 5000);
        if (node.epoch === 0 && node.name === 'c') node.wakeup(1000);
      },
    });
    expect(team.run(2000)).toBeLessThan(100);
    expect(team.trace.slice(4)).toEqual(['c/x@1000 []']);
    expect(team.run(6000)).toBeLessThan(100);
    expect(team.trace.slice(5)).toEqual(['b/x@5000 [a/x#0=null]']);
  });

  it('ends when nothing more can happen, even without a horizon', () => {
    const team = new Team(ring(1e-6), [0, 1, 2], {
      x: (node, batch) => {
        if (node.name === 'a' && node.epoch === 0) node.send('b/x', 7);
        if (node.name === 'b' && batch.size > 0) node.send('c/x', 8);
      },
    });
    expect(team.run(Infinity)).toBeLessThan(60);
    expect(team.trace.slice(3)).toEqual(['b/x@7 [a/x#0=null]', 'c/x@8 [b/x#0=null]']);
    for (const [worker, kernel] of team.kernels.entries()) {
      expect([worker, kernel.isFinished, kernel.isIdle]).toEqual([worker, true, true]);
      expect(kernel.advance(Infinity)).toBe('finished');
      expect(kernel.advance(9)).toBe('finished');
    }
  });

  it('is not finished at a horizon, even if nothing is pending', () => {
    const team = new Team(ring(1), [0, 1, 2], {});
    team.kernels[0].advance(1);
    expect(team.kernels[0].advance(1)).toBe('horizon');
    expect(team.kernels[0].isFinished).toBe(false);
    expect(team.kernels[0].isIdle).toBe(true);
  });

  it('does not involve a worker that nothing from another can reach', () => {
    const sketch = { simprocs: [layer('x', 1)], nodes: ['a', 'b'], edges: { x: ['a>b'] } };
    const team = new Team(sketch, [0, 1], { x: (node) => node.epoch < 8 && node.wakeup(node.epoch + 1) });
    expect(team.kernels[0].advance(9)).toBe('finished');
    expect(team.kernels[1].advance(9)).toBe('blocked');
    // Even so, a needs to know how far b is, so as not to run too far ahead.
    expect(team.tell(1, 'blocked').map(({ message }) => message.boundEpoch)).toEqual([1]);
    team.deliver(team.tell(0, 'finished'));
    expect(team.kernels[1].advance(9)).toBe('horizon');
    expect(team.trace).toHaveLength(2 * 9);
  });

  it('does not involve workers in a complete layer that they have no part in', () => {
    const simprocs = [layer('x'), completeLayer('y', 1)];
    const talker = nodeType('talker', [1]);
    const sender = nodeType('sender', [0], { sends: [[0, 1]] });
    const deaf = nodeType('deaf', [0]);
    const ends = (...types: NodeTypeSpec[]): string[] => {
      const nodes = types.map((_, index) => `n${index}`);
      const own = types.map((type, index) => ({ ...type, name: `${type.name}${index}` }));
      const team = new Team({ simprocs, nodes }, [...nodes.keys()], {}, { types: own });
      return team.kernels.map((kernel) => kernel.advance(9));
    };
    expect(ends(talker, talker)).toEqual(['blocked', 'blocked']);
    expect(ends(talker, deaf)).toEqual(['finished', 'finished']);
    expect(ends(sender, talker)).toEqual(['finished', 'blocked']);
    expect(ends(sender, sender)).toEqual(['finished', 'finished']);
    expect(ends(deaf, talker, talker)).toEqual(['finished', 'blocked', 'blocked']);
    expect(ends(talker, sender, deaf)).toEqual(['blocked', 'finished', 'finished']);
  });

  it('reports to the workers that it can affect, and to those that send it events', () => {
    const edges = { x: ['a>b', 'b>c'] };
    const team = new Team({ simprocs: [layer('x', 1)], nodes: ['a', 'b', 'c', 'd'], edges }, [0, 1, 2, 3], {
      x: (node) => node.wakeup(node.epoch + 1),
    });
    for (const kernel of team.kernels) kernel.advance(9, 1);
    const told = team.kernels.map((_, worker) => team.tell(worker, 'blocked').map(({ to }) => to));
    expect(told).toEqual([[1, 2], [0, 2], [1], []]);
  });
});

describe('a worker must not continue', () => {
  it('while an event is in flight between two others', () => {
    const team = new Team(ring(1), [0, 1, 2], {
      x: (node, batch) => {
        if (node.name === 'a' && node.epoch === 0) node.wakeup(50);
        if (node.name === 'b' && node.epoch === 0) node.send('c/x', 1);
        if (node.name === 'c' && batch.size > 0) node.send('a/x', 2);
      },
    });
    const fromA = team.step(0, 100);
    const fromB = team.step(1, 100);
    const late = fromB.filter(({ to }) => to === 2);
    expect(late.map(({ message }) => message.count)).toEqual([1]);
    team.deliver([...fromA, ...fromB.filter(({ to }) => to === 0)]);
    team.deliver(team.step(2, 100).filter(({ to }) => to === 0));
    expect(team.kernels[0].advance(100)).toBe('blocked');
    expect(team.trace).toEqual(['a/x@0 []', 'b/x@0 []', 'c/x@0 []']);
    team.deliver(late);
    team.run(100);
    expect(team.trace.slice(3)).toEqual(['c/x@1 [b/x#0=null]', 'a/x@2 [c/x#0=null]', 'a/x@50 []']);
  });

  it('while its own event is in flight to another', () => {
    const team = new Team(ring(1), [0, 1, 2], {
      x: (node, batch) => {
        if (node.name === 'a' && node.epoch === 0) node.send('b/x', 1);
        if (node.name === 'a' && node.epoch === 0) node.wakeup(50);
        if (node.name === 'b' && batch.size > 0) node.send('c/x', 2);
        if (node.name === 'c' && batch.size > 0) node.send('a/x', 3);
      },
    });
    const late = team.step(0, 100).filter(({ to }) => to === 1);
    const [fromB, fromC] = [team.step(1, 100), team.step(2, 100)];
    team.deliver([...fromB, ...fromC].filter(({ to }) => to !== 1));
    expect(team.kernels[0].advance(100)).toBe('blocked');
    team.deliver([...team.step(2, 100)].filter(({ to }) => to === 0));
    expect(team.kernels[0].advance(100)).toBe('blocked');
    expect(team.trace).toHaveLength(3);
    team.deliver(late);
    team.deliver(fromC.filter(({ to }) => to === 1));
    team.run(100);
    expect(team.trace.slice(3).map((line) => line.split(' ')[0])).toEqual(['b/x@1', 'c/x@2', 'a/x@3', 'a/x@50']);
  });

  it('when it is too far ahead of another, until that one has caught up', () => {
    const sketch = { simprocs: [layer('x', 1)], nodes: ['a', 'b', 'c'], edges: { x: ['a>b', 'a>c'] } };
    const behaviour = {
      x: (node: { name: string; epoch: number; wakeup(e: number): void; send(t: string, e: number): void }) => {
        if (node.name !== 'a') return;
        node.wakeup(node.epoch + 1);
        node.send('b/x', node.epoch + 1);
      },
    };
    const team = new Team(sketch, [0, 1, 2], behaviour, { window: 4 });
    const [left, right] = team.kernels;
    const ends: string[] = [];
    for (let step = 0; step < 6; step++) {
      ends.push(left.advance(100, 1));
      team.deliver(team.tell(0, 'blocked'));
    }
    // Four events ahead it still continues; five are too many.
    expect(ends).toEqual(['limit', 'limit', 'limit', 'limit', 'limit', 'blocked']);
    expect(left.activations).toBe(5);
    expect(left.advance(4)).toBe('horizon');
    right.advance(100, 3);
    team.deliver(team.tell(1, 'blocked'));
    expect(left.advance(100, 10)).toBe('limit');
  });
});
