import { describe, expect, it } from 'vitest';
import { thrownBy } from '../problems.js';
import { completeLayer, layer } from '../sketch.js';
import { Trial, type Behaviour, type TrialOptions } from '../trial.js';

const sketch = {
  simprocs: [layer('x'), layer('y')],
  nodes: ['a', 'b', 'c'],
  edges: { x: ['a>b', 'a>c'], y: ['a>b'] },
  sends: [[0, 1]] as const,
};

function run(behaviour: Behaviour, promises: TrialOptions['promises'] = {}): Trial {
  const trial = new Trial(sketch, behaviour, { promises });
  trial.kernel.advance(Infinity);
  return trial;
}

describe('an advance promise', () => {
  it('takes effect with the next activation, not in the one that makes it', () => {
    const codes: string[] = [];
    const trial = run({
      x: (node) => {
        if (node.name !== 'a') return;
        if (node.epoch === 0) {
          node.promise('b/x', 10);
          node.send('b/x', 3);
          node.wakeup(1);
        } else codes.push(thrownBy(() => node.send('b/x', 9.9)).code);
      },
    });
    expect(codes).toEqual(['PROMISE_BROKEN']);
    expect(trial.of('b/x')).toEqual(['0 []', '3 [a/x#0=null]']);
  });

  it('allows the promised epoch itself and everything after it', () => {
    const trial = run({
      x: (node) => {
        if (node.name !== 'a') return;
        if (node.epoch === 0) node.promise('b/x', 10);
        if (node.epoch === 0) node.wakeup(1);
        else [10, 11].forEach((epoch) => node.send('b/x', epoch));
      },
    });
    expect(trial.of('b/x').slice(1)).toEqual(['10 [a/x#0=null]', '11 [a/x#1=null]']);
  });

  it('binds one target, one emitting simproc and one layer', () => {
    const trial = run({
      x: (node) => {
        if (node.name !== 'a') return;
        if (node.epoch === 0) node.promise('b/x', 10);
        if (node.epoch === 0) node.wakeup(1);
        else ['c/x', 'b/y'].forEach((target) => node.send(target, 2));
      },
      y: (node) => {
        if (node.name !== 'a') return;
        if (node.epoch === 0) node.wakeup(1);
        else node.send('b/y', 2);
      },
    });
    expect(trial.kernel.eventsDelivered).toBe(3);
  });

  it('may be raised and repeated, even within one activation, but never lowered', () => {
    const codes: string[] = [];
    run({
      x: (node) => {
        if (node.name !== 'a') return;
        if (node.epoch === 0) {
          [0, 4, 4, 6].forEach((epoch) => node.promise('b/x', epoch));
          codes.push(thrownBy(() => node.promise('b/x', 5)).code);
          node.promise('c/x', 1);
          node.wakeup(1);
        } else {
          node.promise('b/x', 6);
          codes.push(thrownBy(() => node.promise('b/x', 5.9)).code);
          node.promise('b/x', 7);
          node.promise('c/x', 1);
        }
      },
    });
    expect(codes).toEqual(['PROMISE_LOWERED', 'PROMISE_LOWERED']);
  });

  it('binds per target on a complete layer', () => {
    const codes: string[] = [];
    const trial = new Trial(
      { simprocs: [completeLayer('x', 1)], nodes: ['a', 'b', 'c'] },
      {
        x: (node) => {
          if (node.name !== 'a' || node.epoch > 1) return;
          if (node.epoch === 0) {
            node.promise('b/x', 10);
            node.wakeup(1);
            return;
          }
          codes.push(thrownBy(() => node.send('b/x', 5)).code, thrownBy(() => node.promise('b/x', 9)).code);
          node.send('c/x', 5);
          node.send('b/x', 10);
        },
      },
    );
    trial.kernel.advance(Infinity);
    expect(codes).toEqual(['PROMISE_BROKEN', 'PROMISE_LOWERED']);
    expect(trial.trace.slice(4)).toEqual(['c/x@5 [a/x#0=null]', 'b/x@10 [a/x#1=null]']);
  });

  it('restricts sends and changes nothing else: the digest is the same without it', () => {
    const behaviour = (promising: boolean): Behaviour => ({
      x: (node) => {
        if (node.name !== 'a' || node.epoch > 5) return;
        if (promising) node.promise('b/x', node.epoch + 1);
        node.send('b/x', node.epoch + 1);
        node.wakeup(node.epoch + 1);
      },
    });
    expect(run(behaviour(true)).kernel.digest).toBe(run(behaviour(false)).kernel.digest);
  });
});

describe('a promise method', () => {
  const quiet: Behaviour = { x: (node) => node.name === 'a' && node.epoch < 3 && node.wakeup(node.epoch + 1) };

  it('is called after each activation of its simproc, once the events of the handler have been sent', () => {
    const asked: string[] = [];
    const trial = run(quiet, { x: (node) => asked.push(`${node.name}@${node.epoch}`) && node.epoch });
    expect(asked).toEqual(
      trial.trace.filter((line) => line.includes('/x')).map((line) => line.replace(/\/x(@\d).*/, '$1')),
    );
  });

  it('binds its port towards all successors from the next activation on', () => {
    const codes: string[] = [];
    run(
      {
        x: (node) => {
          if (node.name !== 'a' || node.epoch > 1) return;
          if (node.epoch === 0) {
            node.send('b/x', 0);
            node.wakeup(1);
          } else codes.push(...['b/x', 'c/x', 'b/y'].map((target) => thrownBy(() => node.send(target, 4.9)).code));
        },
        y: (node) => node.name === 'a' && node.epoch === 0 && node.send('b/y', 0),
      },
      { x: () => 5 },
    );
    expect(codes).toEqual(['PROMISE_BROKEN', 'PROMISE_BROKEN', 'PROMISE_BROKEN']);
  });

  it.each([
    [
      'falls',
      'PROMISE_LOWERED',
      (epoch: number) => (epoch === 0 ? 5 : 4),
      /all successors.*4, below its earlier promise of 5/,
    ],
    ['is in the past', 'PROMISE_TOO_EARLY', (epoch: number) => Math.max(0, epoch - 0.5), /before epoch 0\.5/],
    ['is NaN', 'EPOCH_INVALID', () => NaN, /@Promise with epoch NaN/],
    ['is infinite', 'EPOCH_INVALID', () => Infinity, /epoch Infinity/],
    ['is negative', 'EPOCH_INVALID', () => -1, /epoch -1/],
  ])('ends the run if its result %s', (_, code, answer, words) => {
    const error = thrownBy(() => run(quiet, { x: (node) => answer(node.epoch) }));
    expect(error).toMatchObject({ code: 'HANDLER_FAILED', place: { node: 'a', simproc: 'x' }, cause: { code } });
    expect((error.cause as Error).message).toMatch(words);
  });

  it('may stay the same or rise', () => {
    expect(() => run(quiet, { x: (node) => 3 + Math.floor(node.epoch / 2) })).not.toThrow();
  });

  it('leaves no target with a lower promise', () => {
    const codes: string[] = [];
    run(
      {
        x: (node) => {
          if (node.name !== 'a' || node.epoch > 1) return;
          if (node.epoch === 0) node.wakeup(1);
          else codes.push(thrownBy(() => node.promise('b/x', 4)).code);
        },
      },
      { x: () => 5 },
    );
    expect(codes).toEqual(['PROMISE_LOWERED']);
  });

  it('ends the run if it throws', () => {
    const cause = new Error('no idea');
    const error = thrownBy(() =>
      run(quiet, {
        x: () => {
          throw cause;
        },
      }),
    );
    expect(error).toMatchObject({ code: 'HANDLER_FAILED', cause });
  });
});
