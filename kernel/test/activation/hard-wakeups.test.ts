import { describe, expect, it } from 'vitest';
import { layer } from '../sketch.js';
import { Trial, type NodeView } from '../trial.js';

/** Activations of port b/x, which acts at some epochs while a/x sends it an event for each of the given ones. */
function activationsOf(events: readonly number[], acts: Readonly<Record<number, (b: NodeView) => void>>): string[] {
  const sketch = { simprocs: [layer('x'), layer('y')], nodes: ['a', 'b'], edges: { x: ['a>b'] } };
  const trial = new Trial(sketch, {
    x: (node) => {
      if (node.name === 'b') acts[node.epoch]?.(node);
      else if (node.epoch === 0) for (const epoch of events) node.send('b/x', epoch, epoch);
    },
  });
  expect(trial.kernel.advance(Infinity)).toBe('finished');
  expect(trial.kernel.eventsDelivered).toBe(events.length);
  return trial.of('b/x').map((line) => line.replaceAll(/a\/x#\d+(@[\d.]+)?=/g, ''));
}

describe('a hard wakeup', () => {
  it('holds earlier events, and delivers them with those of its own epoch', () => {
    expect(activationsOf([1, 2, 3, 4], { 0: (b) => b.hard(3) })).toEqual(['0 []', '3 [1,2,3]', '4 [4]'].map(spaced));
  });

  it('does not affect a port without events', () => {
    expect(activationsOf([], { 0: (b) => b.hard(3) })).toEqual(['0 []', '3 []']);
  });

  it('does not hold events at epoch 0, in the activation that sets it', () => {
    expect(activationsOf([0, 1], { 0: (b) => b.hard(2) })).toEqual(['0 [0]', '2 [1]']);
  });

  it('is suspended by an earlier soft one until that has been served', () => {
    const set = (b: NodeView): void => {
      b.hard(8);
      b.wakeup(4);
    };
    const expected = ['0 []', '2 [2]', '4 []', '8 [5,6]', '9 [9]'].map(spaced);
    expect(activationsOf([2, 5, 6, 9], { 0: set })).toEqual(expected);
    expect(activationsOf([2, 5, 6, 9], { 0: (b) => (b.wakeup(4), b.hard(8)) })).toEqual(expected);
  });

  it('holds as soon as the soft one before it has merged with an event', () => {
    const set = (b: NodeView): void => void (b.hard(8), b.wakeup(4));
    expect(activationsOf([4, 5], { 0: set })).toEqual(['0 []', '4 [4]', '8 [5]']);
  });

  it('is suspended again when an activation sets a soft one in front of it', () => {
    const acts = { 0: (b: NodeView) => (b.wakeup(1), b.hard(9)), 1: (b: NodeView) => b.wakeup(5) };
    expect(activationsOf([3, 6], acts)).toEqual(['0 []', '1 []', '3 [3]', '5 []', '9 [6]']);
  });

  it('wins over a soft one at the same epoch', () => {
    for (const set of [
      (b: NodeView) => (b.wakeup(3), b.hard(3)),
      (b: NodeView) => (b.hard(3), b.wakeup(3)),
      (b: NodeView) => (b.hard(3), b.hard(3)),
    ]) {
      expect(activationsOf([1, 3, 4], { 0: set })).toEqual(['0 []', '3 [1,3]', '4 [4]'].map(spaced));
    }
  });

  it('is followed by the next hard one, which holds in its turn', () => {
    expect(activationsOf([1, 4, 5, 8], { 0: (b) => (b.hard(6), b.hard(3)) })).toEqual(
      ['0 []', '3 [1]', '6 [4,5]', '8 [8]'].map(spaced),
    );
  });

  it('does not hold while a soft one comes first, even if another hard one comes later', () => {
    expect(activationsOf([1, 3, 5], { 0: (b) => (b.hard(2), b.wakeup(4), b.hard(6)) })).toEqual([
      '0 []',
      '2 [1]',
      '3 [3]',
      '4 []',
      '6 [5]',
    ]);
  });

  it('holds its own port and no other', () => {
    const sketch = {
      simprocs: [layer('x'), layer('y')],
      nodes: ['a', 'b', 'c'],
      edges: { x: ['a>b', 'a>c'], y: ['a>b'] },
    };
    const trial = new Trial(sketch, {
      x: (node) => {
        if (node.epoch > 0) return;
        if (node.name === 'b') node.hard(5);
        if (node.name === 'a') ['b/x', 'c/x'].forEach((target) => node.send(target, 1));
      },
      y: (node) => node.name === 'a' && node.epoch === 0 && node.send('b/y', 2),
    });
    trial.kernel.advance(Infinity);
    expect(trial.trace.slice(6)).toEqual(['c/x@1 [a/x#1=null]', 'b/y@2 [a/y#0=null]', 'b/x@5 [a/x#0@1=null]']);
  });

  it('holds events that are sent during the hold, including zero-delay ones', () => {
    const sketch = { simprocs: [layer('x')], nodes: ['a', 'b'], edges: { x: ['a>b'] } };
    const trial = new Trial(sketch, {
      x: (node) => {
        if (node.name === 'b') return node.epoch === 0 ? node.hard(3) : undefined;
        node.send('b/x', node.epoch);
        if (node.epoch < 4) node.wakeup(node.epoch + 1);
      },
    });
    trial.kernel.advance(Infinity);
    expect(trial.of('b/x')).toEqual(['0 [a/x#0=null]', '3 [a/x#1@1=null, a/x#2@2=null, a/x#3=null]', '4 [a/x#4=null]']);
  });

  it('holds across horizons', () => {
    const sketch = { simprocs: [layer('x')], nodes: ['a', 'b'], edges: { x: ['a>b'] } };
    const trial = new Trial(sketch, {
      x: (node) => (node.name === 'b' ? node.epoch === 0 && node.hard(4) : node.epoch === 0 && node.send('b/x', 1)),
    });
    for (const until of [1, 1.5, 3, 4]) {
      expect(trial.kernel.advance(until)).toBe('horizon');
      expect(trial.of('b/x')).toEqual(['0 []']);
    }
    expect(trial.kernel.advance(4.5)).toBe('finished');
    expect(trial.of('b/x')).toEqual(['0 []', '4 [a/x#0@1=null]']);
  });
});

function spaced(line: string): string {
  return line.replaceAll(',', ', ');
}
