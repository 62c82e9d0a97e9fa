import { describe, expect, it } from 'vitest';
import { buildTopology, Kernel, type NodeProgram } from '@disco-engine/kernel';
import { completeLayer, layer, nodeType, topologySpec } from '../sketch.js';
import { Trial } from '../trial.js';

describe('epoch 0', () => {
  it('activates every handled port once, by simproc, rank and name, even without events', () => {
    const sketch = { simprocs: [layer('x'), layer('y')], nodes: ['a', 'b', 'c'], edges: { x: ['c>a'] } };
    const trial = new Trial(sketch, {});
    expect(trial.kernel.advance(Infinity)).toBe('finished');
    expect(trial.trace).toEqual(['b/x@0 []', 'c/x@0 []', 'a/x@0 []', 'a/y@0 []', 'b/y@0 []', 'c/y@0 []']);
    expect(trial.kernel.activations).toBe(6);
  });

  it('delivers events sent at epoch 0 to that one activation', () => {
    const sketch = { simprocs: [layer('x')], nodes: ['a', 'b'], edges: { x: ['b>a'] } };
    const trial = new Trial(sketch, { x: (node) => node.name === 'b' && node.send('a/x', 0, 1) });
    trial.kernel.advance(Infinity);
    expect(trial.trace).toEqual(['b/x@0 []', 'a/x@0 [b/x#0=1]']);
  });

  it('does not activate unhandled ports', () => {
    const seen: string[] = [];
    const types = [nodeType('first', [0]), nodeType('second', [1])];
    const spec = topologySpec({ simprocs: [layer('x'), layer('y')], nodes: ['a', 'b'] }, types, { b: 1 });
    const programs: NodeProgram[] = [
      { handlers: [() => seen.push('x') && undefined, () => seen.push('unhandled') && undefined] },
      { handlers: [() => seen.push('unhandled') && undefined, () => seen.push('y') && undefined] },
    ];
    const runtimes = ['a', 'b'].map((node, type) => ({ node, program: programs[type], state: {} }));
    new Kernel(buildTopology(spec), runtimes).advance(Infinity);
    expect(seen).toEqual(['x', 'y']);
  });
});

describe('a port', () => {
  it('is activated exactly once at an epoch, however many events and wakeups it has there', () => {
    const sketch = { simprocs: [layer('x'), layer('y')], nodes: ['a', 'b', 'c'], edges: { x: ['a>c', 'b>c'] } };
    const trial = new Trial(sketch, {
      x: (node) => {
        if (node.epoch > 0) return;
        if (node.name === 'c') [3, 3, 5, 3].forEach((epoch) => node.wakeup(epoch));
        else [3, 3, 4].forEach((epoch) => node.send('c/x', epoch));
      },
    });
    trial.kernel.advance(Infinity);
    expect(trial.of('c/x')).toEqual([
      '0 []',
      '3 [a/x#0=null, a/x#1=null, b/x#0=null, b/x#1=null]',
      '4 [a/x#2=null, b/x#2=null]',
      '5 []',
    ]);
  });

  it('receives events that higher ranks and higher simprocs send at the same epoch', () => {
    const sketch = {
      simprocs: [layer('x'), layer('y')],
      nodes: ['a', 'b', 'c'],
      edges: { x: ['c>b', 'b>a'], y: ['a>b'] },
      sends: [[0, 1]] as const,
      selfRelations: [[0, 1]] as const,
    };
    const trial = new Trial(sketch, {
      x: (node, batch) => {
        if (node.epoch === 0 && node.name === 'c') node.wakeup(2);
        if (node.epoch === 0) return;
        if (node.name === 'c') node.send('b/x', 2, 'down');
        if (node.name === 'b') node.send('a/x', 2, 'further');
        if (node.name === 'a') node.send('b/y', 2, `with ${batch.size}`);
        node.send(`${node.name}/y`, 2, 'self');
      },
      y: (node) => node.name === 'a' && node.epoch === 2 && node.send('b/y', 2, 'last'),
    });
    trial.kernel.advance(Infinity);
    expect(trial.trace.filter((line) => line.includes('@2'))).toEqual([
      'c/x@2 []',
      'b/x@2 [c/x#0="down"]',
      'a/x@2 [b/x#0="further"]',
      'a/y@2 [a/x#1="self"]',
      'c/y@2 [c/x#1="self"]',
      'b/y@2 [a/x#0="with 1", a/y#0="last", b/x#1="self"]',
    ]);
  });

  it('shares its state with the other ports of its node', () => {
    class Counter {
      count = 0;
    }
    const state = new Counter();
    const program: NodeProgram = {
      handlers: [0, 1].map(
        (by) =>
          function (this: Counter): void {
            this.count += 1 + by;
          },
      ),
    };
    const spec = topologySpec({ simprocs: [layer('x'), layer('y')], nodes: ['a'] });
    new Kernel(buildTopology(spec), [{ node: 'a', program, state }]).advance(Infinity);
    expect(state.count).toBe(3);
  });

  it('may send to itself through a layer with a minimum delay', () => {
    const trial = new Trial(
      { simprocs: [completeLayer('x', 0.5)], nodes: ['a'] },
      {
        x: (node) => node.send('a/x', node.epoch + 0.5),
      },
    );
    expect(trial.kernel.advance(1.5)).toBe('horizon');
    expect(trial.trace).toEqual(['a/x@0 []', 'a/x@0.5 [a/x#0=null]', 'a/x@1 [a/x#1=null]']);
  });
});

describe('the overall order', () => {
  it('is epoch, simproc, rank, name, even for epochs that differ only in the last bit', () => {
    const sketch = { simprocs: [layer('x'), layer('y')], nodes: ['a', 'b'], edges: { y: ['b>a'] } };
    const near = 1 + Number.EPSILON;
    const trial = new Trial(sketch, {
      x: (node) => node.epoch === 0 && [near, 1].forEach((epoch) => node.wakeup(epoch)),
      y: (node) => node.epoch === 0 && [near, 1].forEach((epoch) => node.wakeup(epoch)),
    });
    trial.kernel.advance(Infinity);
    expect(trial.trace.slice(4).map((line) => line.split(' ')[0])).toEqual([
      ...['a/x', 'b/x', 'b/y', 'a/y'].map((port) => `${port}@1`),
      ...['a/x', 'b/x', 'b/y', 'a/y'].map((port) => `${port}@${near}`),
    ]);
  });

  it('holds for thousands of ports and pending entries', () => {
    const nodes = Array.from({ length: 1500 }, (_, index) => `n${index}`);
    const trial = new Trial(
      { simprocs: [layer('x')], nodes },
      {
        x: (node) => {
          const number = Number(node.name.slice(1));
          if (node.epoch === 0) [7, 3, 11].forEach((prime) => node.wakeup(1 + ((number * 7919) % prime)));
        },
      },
    );
    trial.kernel.advance(Infinity);
    const expected: (readonly [number, string])[] = nodes.flatMap((name) => {
      const number = Number(name.slice(1));
      const epochs = new Set([0, ...[7, 3, 11].map((prime) => 1 + ((number * 7919) % prime))]);
      return Array.from(epochs, (epoch) => [epoch, name] as const);
    });
    expected.sort((a, b) => a[0] - b[0] || (a[1] < b[1] ? -1 : 1));
    expect(trial.trace).toEqual(expected.map(([epoch, name]) => `${name}/x@${epoch} []`));
  });
});

describe('counters', () => {
  it('count activations, and events sent and delivered', () => {
    const sketch = { simprocs: [layer('x')], nodes: ['a', 'b'], edges: { x: ['a>b'] } };
    const trial = new Trial(sketch, {
      x: (node) => node.name === 'a' && [0, 1, 1, 9].forEach((e) => node.send('b/x', e)),
    });
    trial.kernel.advance(5);
    const { activations, eventsSent, eventsDelivered, isFinished, epoch } = trial.kernel;
    expect({ activations, eventsSent, eventsDelivered, isFinished, epoch }).toEqual({
      activations: 3,
      eventsSent: 4,
      eventsDelivered: 3,
      isFinished: false,
      epoch: 1,
    });
  });
});
