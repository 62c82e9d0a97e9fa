import { describe, expect, it } from 'vitest';
import { DiscoError } from '@disco-engine/kernel';
import { completeLayer, layer } from '../sketch.js';
import { Trial, type NodeView } from '../trial.js';
import { thrownBy } from '../problems.js';

const sketch = {
  simprocs: [layer('x'), layer('slow', 2), completeLayer('all', 1)],
  nodes: ['a', 'b', 'c'],
  edges: { x: ['a>b'], slow: ['a>b', 'b>a'] },
  sends: [[0, 1]] as const,
};

/** Lets the handler of a/x make a call at epoch 5 that is refused, and then continue. */
function refused(call: (node: NodeView) => void, before: (node: NodeView) => void = () => {}) {
  const errors: DiscoError[] = [];
  const trial = new Trial(sketch, {
    x: (node) => {
      if (node.name !== 'a') return;
      if (node.epoch === 0) {
        before(node);
        node.wakeup(5);
      }
      if (node.epoch !== 5) return;
      errors.push(thrownBy(() => call(node)));
      node.send('b/x', 20, 'afterwards');
    },
  });
  trial.kernel.advance(Infinity);
  return { error: errors[0], trace: trial.trace, digest: trial.kernel.digest };
}

describe('a refused call', () => {
  /** The same with a call that never reaches the kernel. */
  const silent = refused(() => {
    throw new DiscoError('NONE', 'nothing was called');
  });

  it.each<[string, string, (node: NodeView) => void, string | undefined, RegExp]>([
    ['SEND_UNDECLARED', 'along no edge', (n) => n.send('c/x', 9), undefined, /a\/x at epoch 5 has no link/],
    ['SEND_UNDECLARED', 'against an edge', (n) => n.send('a/slow', 9), undefined, /has no link/],
    ['SEND_UNDECLARED', 'on a layer that is not declared', (n) => n.send('b/all', 9), undefined, /has no link/],
    ['EPOCH_INVALID', 'for NaN', (n) => n.send('b/x', NaN), undefined, /send with epoch NaN/],
    ['EPOCH_INVALID', 'for Infinity', (n) => n.send('b/x', Infinity), undefined, /epoch Infinity/],
    ['EPOCH_INVALID', 'for -Infinity', (n) => n.send('b/x', -Infinity), undefined, /epoch -Infinity/],
    [
      'EPOCH_INVALID',
      'for a string of digits',
      (n) => n.send('b/x', '9' as unknown as number),
      undefined,
      /send with epoch '9'/,
    ],
    ['EPOCH_INVALID', 'for a negative epoch', (n) => n.send('b/x', -1), undefined, /epoch -1/],
    [
      'SEND_TOO_EARLY',
      'into the past',
      (n) => n.send('b/x', 4.999),
      'b/x',
      /b\/x for epoch 4\.999; the current epoch is 5/,
    ],
    [
      'SEND_TOO_EARLY',
      'within the minimum delay',
      (n) => n.send('b/slow', 6.9),
      'b/slow',
      /6\.9; the current epoch is 5.*delay.* 2/,
    ],
    ['EPOCH_INVALID', 'for a wakeup at NaN', (n) => n.wakeup(NaN), undefined, /wakeup with epoch NaN/],
    ['EPOCH_INVALID', 'for a hard wakeup at Infinity', (n) => n.hard(Infinity), undefined, /epoch Infinity/],
    ['EPOCH_INVALID', 'for a wakeup at -1', (n) => n.wakeup(-1), undefined, /epoch -1/],
    ['WAKEUP_TOO_EARLY', 'for a wakeup now', (n) => n.wakeup(5), undefined, /wakeup at epoch 5/],
    ['WAKEUP_TOO_EARLY', 'for a wakeup in the past', (n) => n.hard(4), undefined, /wakeup at epoch 4/],
    ['SEND_UNDECLARED', 'for a promise along no link', (n) => n.promise('c/x', 9), undefined, /has no link/],
    ['EPOCH_INVALID', 'for a promise of NaN', (n) => n.promise('b/x', NaN), undefined, /promise with epoch NaN/],
    ['EPOCH_INVALID', 'for a promise of Infinity', (n) => n.promise('b/x', Infinity), undefined, /epoch Infinity/],
    ['PROMISE_TOO_EARLY', 'for a promise before now', (n) => n.promise('b/x', 4), 'b/x', /b\/x nothing before epoch 4/],
  ])('throws %s %s, says where, and changes nothing', (code, _, call, target, words) => {
    const { error, trace, digest } = refused(call);
    expect(error).toMatchObject({ code, place: { node: 'a', simproc: 'x', epoch: 5 } });
    if (target !== undefined) expect(error.place.target).toBe(target);
    expect(error.message).toMatch(/^a\/x at epoch 5 /);
    expect(error.message).toMatch(words);
    expect(trace.slice(9)).toEqual(['a/x@5 []', 'b/x@20 [a/x#0="afterwards"]']);
    expect({ trace, digest }).toEqual({ trace: silent.trace, digest: silent.digest });
  });

  it('throws PROMISE_BROKEN if an earlier activation promised more', () => {
    const { error, trace } = refused(
      (node) => node.send('b/x', 14),
      (node) => node.promise('b/x', 15),
    );
    expect(error).toMatchObject({
      code: 'PROMISE_BROKEN',
      place: { node: 'a', simproc: 'x', epoch: 5, target: 'b/x' },
    });
    expect(error.message).toMatch(/b\/x for epoch 14, but had promised to send nothing before 15/);
    expect(trace.slice(9)).toEqual(['a/x@5 []', 'b/x@20 [a/x#0="afterwards"]']);
  });

  it('throws PROMISE_LOWERED for less than was promised, and the promise stands', () => {
    let stands: unknown;
    const { error } = refused(
      (node) => {
        try {
          node.promise('b/x', 14);
        } catch (lowered) {
          stands = thrownBy(() => node.send('b/x', 14));
          throw lowered;
        }
      },
      (node) => node.promise('b/x', 15),
    );
    expect(error).toMatchObject({
      code: 'PROMISE_LOWERED',
      place: { node: 'a', simproc: 'x', epoch: 5, target: 'b/x' },
    });
    expect(error.message).toMatch(/before epoch 14, below its earlier promise of 15/);
    expect(stands).toMatchObject({ code: 'PROMISE_BROKEN' });
  });

  it('ends the run if the handler does not catch the error, which becomes the cause', () => {
    const trial = new Trial(sketch, { x: (node) => node.name === 'b' && node.send('c/x', 1) });
    expect(thrownBy(() => trial.kernel.advance(1))).toMatchObject({
      code: 'HANDLER_FAILED',
      cause: { code: 'SEND_UNDECLARED' },
    });
  });
});

describe('a send at the limit', () => {
  it('is accepted: now without a minimum delay, and at the minimum delay with one', () => {
    const trial = new Trial(sketch, {
      x: (node) => {
        if (node.name !== 'a' || node.epoch > 0) return;
        node.send('b/x', 0);
        node.send('b/slow', 2);
      },
      all: (node) => node.name === 'c' && node.epoch === 0 && node.send('a/all', 1),
    });
    trial.kernel.advance(Infinity);
    expect(trial.of('b/x')).toEqual(['0 [a/x#0=null]']);
    expect(trial.of('b/slow')).toEqual(['0 []', '2 [a/x#1=null]']);
    expect(trial.of('a/all')).toEqual(['0 []', '1 [c/all#0=null]']);
  });

  it('is refused on a complete layer below its minimum delay', () => {
    const trial = new Trial(sketch, {
      all: (node) => {
        expect(thrownBy(() => node.send('b/all', 0.999))).toMatchObject({
          code: 'SEND_TOO_EARLY',
          place: { target: 'b/all' },
        });
      },
    });
    trial.kernel.advance(1);
    expect(trial.kernel.eventsSent).toBe(0);
  });
});
