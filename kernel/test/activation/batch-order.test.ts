import { describe, expect, it } from 'vitest';
import type { EventBatch } from '@disco-engine/kernel';
import { layer } from '../sketch.js';
import { Trial, type NodeView } from '../trial.js';

const senders = ['n10', 'n2', 'z', 'é', '\u{1F600}', '\uFF5E'];
const sketch = {
  simprocs: [layer('x', 1), layer('y')],
  nodes: ['to', ...senders],
  edges: { y: senders.map((sender) => `${sender}>to`) },
  sends: [[0, 1]] as const,
};

/** What `to` receives at epoch 9 if the senders send in the order of the given delays. */
function received(wake: (sender: string) => number, act: (node: NodeView) => void): string[] {
  const behave = (node: NodeView, simproc: string): void => {
    if (node.name === 'to') return;
    if (node.epoch === 0) node.wakeup(wake(node.name) + (simproc === 'x' ? 0.5 : 0));
    else act(node);
  };
  const trial = new Trial(sketch, { x: (node) => behave(node, 'x'), y: (node) => behave(node, 'y') });
  trial.kernel.advance(Infinity);
  return trial.of('to/y').slice(1);
}

describe('the order inside a batch', () => {
  const sorted = ['n10', 'n2', 'z', 'é', '\u{1F600}', '\uFF5E'];

  it.each([
    ['forwards', (sender: string) => 1 + senders.indexOf(sender)],
    ['backwards', (sender: string) => 9 - 1 - senders.indexOf(sender)],
    ['at one epoch', () => 4],
  ])('is sender by UTF-16, simproc, counter, when events are sent %s', (_, wake) => {
    const lines = received(wake, (node) => {
      node.send('to/y', 9, 'first');
      node.send('to/y', 9, 'second');
    });
    const events = sorted.flatMap((sender) =>
      ['x', 'y'].flatMap((simproc) => [`${sender}/${simproc}#0="first"`, `${sender}/${simproc}#1="second"`]),
    );
    expect(lines).toEqual([`9 [${events.join(', ')}]`]);
  });

  it('counts the sends of a port to all its targets', () => {
    const trial = new Trial(
      { simprocs: [layer('x')], nodes: ['a', 'b', 'c'], edges: { x: ['a>b', 'a>c'] } },
      {
        x: (node) => node.name === 'a' && ['b/x', 'c/x', 'b/x', 'c/x'].forEach((target) => node.send(target, 1)),
      },
    );
    trial.kernel.advance(Infinity);
    expect(trial.of('b/x')[1]).toBe('1 [a/x#0=null, a/x#2=null]');
    expect(trial.of('c/x')[1]).toBe('1 [a/x#1=null, a/x#3=null]');
  });

  it('is event epoch first, if a hard wakeup held the events', () => {
    const trial = new Trial(
      { simprocs: [layer('x')], nodes: ['a', 'b', 'c'], edges: { x: ['a>c', 'b>c'] } },
      {
        x: (node) => {
          if (node.epoch > 0) return;
          if (node.name === 'a') [5, 2, 4].forEach((epoch) => node.send('c/x', epoch));
          else if (node.name === 'b') [5, 3, 2].forEach((epoch) => node.send('c/x', epoch));
          else node.hard(5);
        },
      },
    );
    trial.kernel.advance(Infinity);
    expect(trial.of('c/x')[1]).toBe(
      '5 [a/x#1@2=null, b/x#2@2=null, b/x#1@3=null, a/x#2@4=null, a/x#0=null, b/x#0=null]',
    );
  });

  it('holds for hundreds of events that arrive in reverse order', () => {
    const many = Array.from({ length: 300 }, (_, index) => `s${index}`);
    const edges = { x: many.map((sender) => `${sender}>to`) };
    const trial = new Trial(
      { simprocs: [layer('x', 1)], nodes: [...many, 'to'], edges },
      {
        x: (node) => {
          const number = Number(node.name.slice(1));
          if (node.name === 'to') return;
          if (node.epoch === 0) node.wakeup(1 + ((number * 7) % 300));
          else node.send('to/x', 500);
        },
      },
    );
    trial.kernel.advance(Infinity);
    const expected = [...many].sort().map((sender) => `${sender}/x#0=null`);
    expect(trial.of('to/x')[1]).toBe(`500 [${expected.join(', ')}]`);
  });
});

describe('a batch', () => {
  it('gives the same events by index and by iteration, and throws beyond its size', () => {
    let tried = 0;
    const compare = (batch: EventBatch): void => {
      const events = [...batch];
      expect(events).toHaveLength(batch.size);
      events.forEach((event, index) => {
        expect(batch.at(index)).toEqual(event);
        expect(batch.payload(index)).toBe(event.payload);
        expect(batch.epoch(index)).toBe(event.epoch);
        expect(batch.sender(index)).toBe(event.sender);
        expect(batch.counter(index)).toBe(event.counter);
      });
      for (const index of [-1, batch.size, NaN]) expect(() => batch.payload(index)).toThrow(RangeError);
      tried += batch.size;
    };
    const trial = new Trial(
      { simprocs: [layer('x')], nodes: ['a', 'b'], edges: { x: ['a>b'] } },
      {
        x: (node, batch) => {
          compare(batch);
          if (node.name === 'a' && node.epoch === 0) [0, 1, 1].forEach((epoch) => node.send('b/x', epoch, { epoch }));
        },
      },
    );
    trial.kernel.advance(Infinity);
    expect(tried).toBe(3);
  });

  it('gives events that may be kept, although the batch itself is reused', () => {
    const kept: unknown[] = [];
    let batchOfB: EventBatch | undefined;
    const trial = new Trial(
      { simprocs: [layer('x')], nodes: ['a', 'b'], edges: { x: ['a>b'] } },
      {
        x: (node, batch) => {
          if (node.name === 'a') [1, 2].forEach((epoch) => node.send('b/x', epoch, epoch));
          else batchOfB = batch;
          kept.push(...batch);
        },
      },
    );
    trial.kernel.advance(Infinity);
    expect(kept).toEqual([
      { payload: 1, epoch: 1, sender: 'a', simproc: 'x', counter: 0 },
      { payload: 2, epoch: 2, sender: 'a', simproc: 'x', counter: 1 },
    ]);
    expect(batchOfB?.size).toBe(0);
  });
});
